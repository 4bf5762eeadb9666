import type { Head } from './engine.ts'

/* Distributions over actions, row by row in float64, for engines that do not fuse them. */

const LOG_2_PI = Math.log(2 * Math.PI)

/** What a head tells of one row. */
export interface RowScore {
  logProb: number
  entropy: number
}

/** The distribution on `outputs`, with σ from `logSigma` (one per component; unused when categorical). */
export interface HeadMath {
  /** Writes the action that `noise` decides. NaN outputs give a NaN action. */
  sample(
    outputs: Float32Array,
    row: number,
    noise: Float64Array,
    action: Float32Array,
    actionAt: number,
  ): void
  /**
   * Log-probability and entropy of a row; writes weight·∂log π/∂outputs into `outputGradient` and
   * adds weight·∂log π/∂log σ to `logSigmaGradient`.
   */
  score(
    outputs: Float32Array,
    row: number,
    action: Float32Array,
    actionAt: number,
    weight: number,
    outputGradient: Float32Array,
    logSigmaGradient: Float64Array,
    result: RowScore,
  ): void
}

/** `logSigma` is read at each call, so it may change between calls. */
export const createHeadMath = (head: Head, logSigma: Float32Array): HeadMath =>
  head.kind === 'categorical' ? categorical(head.actions) : gaussian(head.size, logSigma)

function categorical(actions: number): HeadMath {
  const probabilities = new Float64Array(actions)

  /** Fills `probabilities` with the softmax of a row and returns its log normaliser. */
  function softmax(outputs: Float32Array, row: number): number {
    const at = row * actions
    let largest = -Infinity
    for (let i = 0; i < actions; i++) largest = Math.max(largest, outputs[at + i]!)
    let sum = 0
    for (let i = 0; i < actions; i++) {
      const e = Math.exp(outputs[at + i]! - largest)
      probabilities[i] = e
      sum += e
    }
    for (let i = 0; i < actions; i++) probabilities[i] = probabilities[i]! / sum
    return largest + Math.log(sum)
  }

  return {
    sample(outputs, row, noise, action, actionAt) {
      softmax(outputs, row)
      let left = noise[row]!
      let chosen = 0
      while (chosen < actions - 1 && left >= probabilities[chosen]!)
        left -= probabilities[chosen++]!
      action[actionAt] = Number.isNaN(probabilities[0]) ? NaN : chosen
    },

    score(outputs, row, action, actionAt, weight, outputGradient, _logSigmaGradient, result) {
      const logNormalizer = softmax(outputs, row)
      const at = row * actions
      const chosen = action[actionAt]!
      let entropy = 0
      for (let i = 0; i < actions; i++) {
        const p = probabilities[i]!
        // p·log p tends to 0 with p, although log p does not.
        if (p !== 0) entropy -= p * (outputs[at + i]! - logNormalizer)
        outputGradient[at + i] = weight * ((i === chosen ? 1 : 0) - p)
      }
      result.entropy = entropy
      result.logProb = outputs[at + chosen]! - logNormalizer
    },
  }
}

function gaussian(size: number, logSigma: Float32Array): HeadMath {
  return {
    sample(outputs, row, noise, action, actionAt) {
      const at = row * size
      for (let i = 0; i < size; i++) {
        action[actionAt + i] = outputs[at + i]! + Math.exp(logSigma[i]!) * noise[at + i]!
      }
    },

    score(outputs, row, action, actionAt, weight, outputGradient, logSigmaGradient, result) {
      const at = row * size
      let logProb = 0
      let entropy = 0
      for (let i = 0; i < size; i++) {
        const sigma = Math.exp(logSigma[i]!)
        const z = (action[actionAt + i]! - outputs[at + i]!) / sigma
        logProb -= 0.5 * z * z + logSigma[i]! + 0.5 * LOG_2_PI
        entropy += logSigma[i]! + 0.5 * (1 + LOG_2_PI)
        outputGradient[at + i] = (weight * z) / sigma
        logSigmaGradient[i] = logSigmaGradient[i]! + weight * (z * z - 1)
      }
      result.logProb = logProb
      result.entropy = entropy
    },
  }
}
