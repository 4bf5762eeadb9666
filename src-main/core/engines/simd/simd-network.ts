import { exp } from '#shared/math/exponential.ts'
import { type GaugeSums, type PolicyNetwork } from '../engine.ts'
import {
  actionSize,
  gaugeSize,
  isSigmaLearned,
  noiseSize,
  outputSize,
  parameterLayout,
  type NetworkShape,
} from '../network-shape.ts'
import type { PolicyOperations } from '../policy-operations.ts'
import type { Kernel } from './kernel.ts'
import type { EngineMemory } from './memory.ts'
import { BLOCK, createNetworkMemory } from './network-memory.ts'
import { createIndexCopy, createStaging } from './staging.ts'

/** Weights times rows of one call: some ten milliseconds. */
const WEIGHT_ROWS_PER_CALL = 2.5e7
const MOST_ROWS_PER_CALL = 8192

export function createSimdNetwork(
  shape: NetworkShape,
  kernel: Kernel,
  memory: EngineMemory,
): Omit<PolicyNetwork, keyof PolicyOperations> {
  const { head, inputSize } = shape
  const layout = parameterLayout(shape)
  const outputs = outputSize(head)
  const actionWidth = actionSize(head)
  const noiseWidth = noiseSize(head)
  const network = createNetworkMemory(shape, memory)
  const { address, parameters, logSigma, sigma, statistics, gauge } = network

  // Arrays of the caller that lie elsewhere go through these.
  const staging = {
    observations: createStaging(memory),
    actions: createStaging(memory),
    weights: createStaging(memory),
    gradient: createStaging(memory),
    outputs: createStaging(memory),
    direction: createStaging(memory),
  }
  const order = createIndexCopy(memory)
  const ends = createIndexCopy(memory)
  let noiseCopy = memory.doubles(noiseWidth * BLOCK)

  function copyNoise(noise: Float64Array, length: number): number {
    if (length > noiseCopy.length) {
      memory.free(noiseCopy)
      noiseCopy = memory.doubles(length)
    }
    for (let i = 0; i < length; i++) noiseCopy[i] = noise[i]!
    return noiseCopy.byteOffset
  }

  /** Without the padding of outputs and of log σ. */
  function gaugeSums(): GaugeSums {
    const width = gauge.length / 4
    const pick = (from: number) => {
      const numbers = new Float64Array(gaugeSize(head))
      numbers.set(gauge.subarray(from, from + outputs))
      if (isSigmaLearned(head))
        numbers.set(gauge.subarray(from + width, from + width + outputs), outputs)
      return numbers
    }
    return { sum: pick(0), squares: pick(2 * width) }
  }

  const wholeBlocks = Math.floor(WEIGHT_ROWS_PER_CALL / layout.count / BLOCK)

  return {
    shape,
    parameters,
    // Whole blocks, so that the order of every sum is the same however many calls there are.
    rowsPerCall: Math.min(MOST_ROWS_PER_CALL, Math.max(1, wholeBlocks) * BLOCK),

    parametersChanged() {
      kernel.parametersChanged(address)
      for (let i = 0; i < outputs; i++) sigma[i] = exp(logSigma[i]!)
    },

    forward(observations, from, count, result) {
      network.keep(from + count)
      const at = staging.observations.read(observations, from, count, inputSize)
      const to = staging.outputs.make(count * outputs)
      kernel.outputsOf(address, at, from, count, to.byteOffset)
      result.set(to)
    },

    tangent(observations, from, count, direction, result) {
      const at = staging.observations.read(observations, from, count, inputSize)
      kernel.setDirection(address, staging.direction.read(direction, 0, 1, layout.count))
      const to = staging.outputs.make(count * outputs)
      kernel.tangentsOf(address, at, from, count, to.byteOffset)
      result.set(to)
    },

    addOutputGradient(observations, from, count, outputGradient, gradient) {
      kernel.addOutputGradient(
        address,
        staging.observations.read(observations, from, count, inputSize),
        from,
        count,
        staging.outputs.read(outputGradient, 0, count, outputs),
        staging.gradient.read(gradient, 0, 1, layout.count),
      )
      staging.gradient.write(gradient, 0, 1, layout.count)
    },

    addTrajectoryGradients({ observations, actions }, weights, trajectories, gradient) {
      const { from, count } = trajectories
      const begin = from === 0 ? 0 : trajectories.ends[from - 1]!
      const end = trajectories.ends[from + count - 1]!
      const isForeign = ![observations, actions, weights].every(memory.owns)
      // Foreign arrays are copied from their first row on: rows of a trajectory lie anywhere.
      let rows = 0
      for (let i = begin; isForeign && i < end; i++) {
        rows = Math.max(rows, trajectories.order[i]! + 1)
      }
      const squaredSum = kernel.addTrajectoryGradients(
        address,
        staging.observations.read(observations, 0, rows, inputSize),
        staging.actions.read(actions, 0, rows, actionWidth),
        staging.weights.read(weights, 0, rows, 1),
        order.write(trajectories.order.subarray(begin, end)) - 4 * begin,
        ends.write(trajectories.ends.subarray(from, from + count)),
        begin,
        count,
        staging.gradient.read(gradient, 0, 1, layout.count),
      )
      staging.gradient.write(gradient, 0, 1, layout.count)
      return {
        logProbSum: statistics[0]!,
        entropySum: statistics[1]!,
        squaredSum,
        gauge: gaugeSums(),
      }
    },

    sample({ observations, actions, from, count }, noise) {
      network.keep(from + count)
      const at = staging.observations.read(observations, from, count, inputSize)
      const to = staging.actions.read(actions, from, count, actionWidth)
      kernel.sample(address, at, to, from, count, copyNoise(noise, count * noiseWidth))
      staging.actions.write(actions, from, count, actionWidth)
    },

    addScoreGradient({ observations, actions, from, count }, weights, gradient) {
      const sum = staging.gradient.read(gradient, 0, 1, layout.count)
      kernel.addScoreGradient(
        address,
        staging.observations.read(observations, from, count, inputSize),
        staging.actions.read(actions, from, count, actionWidth),
        staging.weights.read(weights, from, count, 1),
        from,
        count,
        sum,
      )
      staging.gradient.write(gradient, 0, 1, layout.count)
      return { logProbSum: statistics[0]!, entropySum: statistics[1]! }
    },

    dispose() {
      network.dispose()
      memory.free(noiseCopy)
      order.dispose()
      ends.dispose()
      for (const each of Object.values(staging)) each.dispose()
    },
  }
}
