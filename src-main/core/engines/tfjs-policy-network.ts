import {
  actionSize,
  gaugeSize,
  isSigmaLearned,
  outputSize,
  parameterLayout,
} from './network-shape.ts'
import type { PolicyNetwork, Rows, ScoreStatistics } from './engine.ts'
import type { NetworkShape } from './network-shape.ts'
import { addToGauge, createGaugeSums } from './gauge-sums.ts'
import { createHeadMath } from './heads.ts'
import { logSigmaIn } from './head-math.ts'
import { createPolicyOperations } from './policy-operations.ts'
import { createTfjsLayers } from './tfjs-layers.ts'

/** A policy whose head is a few numbers a row and stays in float64 JavaScript. */
export function createTfjsPolicyNetwork(shape: NetworkShape): PolicyNetwork {
  const { head, inputSize } = shape
  const layers = createTfjsLayers(shape)
  const { logSigma: logSigmaAt } = parameterLayout(shape)
  const outputs = outputSize(head)
  const learned = isSigmaLearned(head)
  const actionWidth = actionSize(head)
  const headMath = createHeadMath(head, logSigmaIn(shape, layers.parameters))

  function addScoreGradient(
    rows: Rows,
    weights: Float32Array,
    gradient: Float32Array,
    outputScores: Float64Array | null = null,
  ): ScoreStatistics {
    const { actions, from, count } = rows
    const logSigmaGradient = new Float64Array(outputs)
    const row = { logProb: 0, entropy: 0 }
    let logProbSum = 0
    let entropySum = 0
    layers.addGradientOf(rows, gradient, (found, outputGradient) => {
      for (let i = 0; i < count; i++) {
        const actionAt = (from + i) * actionWidth
        const weight = weights[from + i]!
        headMath.score(found, i, actions, actionAt, weight, outputGradient, logSigmaGradient, row)
        if (outputScores) headMath.addOutputScore(found, i, actions, actionAt, outputScores)
        logProbSum += row.logProb
        entropySum += row.entropy
      }
    })
    if (learned) logSigmaGradient.forEach((g, i) => (gradient[logSigmaAt + i]! += g))
    return { logProbSum, entropySum }
  }

  return {
    ...layers,
    ...createPolicyOperations(shape, layers),
    shape,

    sample({ observations, actions, from, count }, noise) {
      const found = new Float32Array(count * outputs)
      layers.forward(observations, from, count, found)
      for (let i = 0; i < count; i++) {
        headMath.sample(found, i, noise, actions, (from + i) * actionWidth)
      }
    },

    addScoreGradient: (rows, weights, gradient) => addScoreGradient(rows, weights, gradient),

    addTrajectoryGradients(rows, weights, { order, ends, from, count }, gradient) {
      const gauge = createGaugeSums(head)
      const sums = { logProbSum: 0, entropySum: 0, squaredSum: 0, gauge }
      const own = new Float32Array(gradient.length)
      const outputScores = new Float64Array(gaugeSize(head))
      for (let k = from; k < from + count; k++) {
        own.fill(0)
        outputScores.fill(0)
        const end = ends[k]!
        for (let at = k === 0 ? 0 : ends[k - 1]!; at < end; at += layers.rowsPerCall) {
          const picked = order.subarray(at, Math.min(at + layers.rowsPerCall, end))
          const piece = {
            observations: pick(rows.observations, picked, inputSize),
            actions: pick(rows.actions, picked, actionWidth),
            from: 0,
            count: picked.length,
          }
          const { logProbSum, entropySum } = addScoreGradient(
            piece,
            pick(weights, picked, 1),
            own,
            outputScores,
          )
          sums.logProbSum += logProbSum
          sums.entropySum += entropySum
        }
        for (let i = 0; i < own.length; i++) {
          sums.squaredSum += own[i]! * own[i]!
          gradient[i] = gradient[i]! + own[i]!
        }
        addToGauge(gauge, outputScores)
      }
      return sums
    },
  }
}

/** The rows of `width` numbers that `order` names, one after another. */
function pick(values: Float32Array, order: Int32Array, width: number): Float32Array {
  const result = new Float32Array(order.length * width)
  order.forEach((row, i) => result.set(values.subarray(row * width, (row + 1) * width), i * width))
  return result
}
