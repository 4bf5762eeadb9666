import {
  actionSize,
  isSigmaLearned,
  noiseSize,
  outputSize,
  parameterLayout,
  type NetworkShape,
  type PolicyNetwork,
} from '../engine.ts'
import type { Kernel } from './kernel.ts'
import type { EngineMemory } from './memory.ts'
import { BLOCK, createNetworkMemory } from './network-memory.ts'
import { createStaging } from './staging.ts'

/** Weights times rows of one call: some ten milliseconds. */
const WEIGHT_ROWS_PER_CALL = 2.5e7
const MOST_ROWS_PER_CALL = 8192

export function createSimdNetwork(
  shape: NetworkShape,
  kernel: Kernel,
  memory: EngineMemory,
): PolicyNetwork {
  const { head, inputSize } = shape
  const layout = parameterLayout(shape)
  const isLearned = isSigmaLearned(head)
  const outputs = outputSize(head)
  const actionWidth = actionSize(head)
  const noiseWidth = noiseSize(head)
  const network = createNetworkMemory(shape, memory)
  const { address, parameters, logSigma, sigma, logSigmaGradient, statistics } = network

  // Arrays of the caller that lie elsewhere go through these.
  const staging = {
    observations: createStaging(memory),
    actions: createStaging(memory),
    weights: createStaging(memory),
    gradient: createStaging(memory),
    outputs: createStaging(memory),
  }
  let noiseCopy = memory.doubles(noiseWidth * BLOCK)

  function copyNoise(noise: Float64Array, length: number): number {
    if (length > noiseCopy.length) {
      memory.free(noiseCopy)
      noiseCopy = memory.doubles(length)
    }
    for (let i = 0; i < length; i++) noiseCopy[i] = noise[i]!
    return noiseCopy.byteOffset
  }

  const wholeBlocks = Math.floor(WEIGHT_ROWS_PER_CALL / layout.count / BLOCK)

  return {
    shape,
    parameters,
    // Whole blocks, so that the order of every sum is the same however many calls there are.
    rowsPerCall: Math.min(MOST_ROWS_PER_CALL, Math.max(1, wholeBlocks) * BLOCK),

    parametersChanged() {
      kernel.parametersChanged(address)
      for (let i = 0; i < outputs; i++) sigma[i] = Math.exp(logSigma[i]!)
    },

    forward(observations, from, count, result) {
      const at = staging.observations.read(observations, from, count, inputSize)
      const to = staging.outputs.make(count * outputs)
      kernel.outputsOf(address, at, from, count, to.byteOffset)
      result.set(to)
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
      if (isLearned) {
        for (let i = 0; i < outputs; i++) gradient[layout.logSigma + i]! += logSigmaGradient[i]!
      }
      return { logProbSum: statistics[0]!, entropySum: statistics[1]! }
    },

    dispose() {
      network.dispose()
      memory.free(noiseCopy)
      for (const each of Object.values(staging)) each.dispose()
    },
  }
}
