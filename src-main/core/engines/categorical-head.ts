import type { HeadMath } from './heads.ts'

/** p = softmax of `actions` logits z: log p_a = z_a − log Σ exp z. */
export function createCategoricalHead(actions: number): HeadMath {
  const probabilities = new Float64Array(actions)
  const otherProbabilities = new Float64Array(actions)

  /** Fills `result` with the softmax of a row and returns its log normaliser. */
  function softmax(outputs: Float32Array, row: number, result = probabilities): number {
    const at = row * actions
    let largest = -Infinity
    for (let i = 0; i < actions; i++) largest = Math.max(largest, outputs[at + i]!)
    let sum = 0
    for (let i = 0; i < actions; i++) {
      const e = Math.exp(outputs[at + i]! - largest)
      result[i] = e
      sum += e
    }
    for (let i = 0; i < actions; i++) result[i] = result[i]! / sum
    return largest + Math.log(sum)
  }

  /** H = −Σ p log p of the row whose softmax was taken last. */
  function entropyOf(outputs: Float32Array, at: number, logNormalizer: number): number {
    let entropy = 0
    for (let i = 0; i < actions; i++) {
      const p = probabilities[i]!
      // p·log p tends to 0 with p, although log p does not.
      if (p !== 0) entropy -= p * (outputs[at + i]! - logNormalizer)
    }
    return entropy
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

    logProb(outputs, row, action, actionAt) {
      const logNormalizer = softmax(outputs, row)
      return outputs[row * actions + action[actionAt]!]! - logNormalizer
    },

    // ∂log p_a/∂z_i = [i = a] − p_i
    score(outputs, row, action, actionAt, weight, outputGradient, _logSigmaGradient, result) {
      const logNormalizer = softmax(outputs, row)
      const at = row * actions
      const chosen = action[actionAt]!
      for (let i = 0; i < actions; i++) {
        outputGradient[at + i] = weight * ((i === chosen ? 1 : 0) - probabilities[i]!)
      }
      result.entropy = entropyOf(outputs, at, logNormalizer)
      result.logProb = outputs[at + chosen]! - logNormalizer
    },

    addOutputScore(outputs, row, action, actionAt, result) {
      softmax(outputs, row)
      const chosen = action[actionAt]!
      for (let i = 0; i < actions; i++) {
        result[i] = result[i]! + (i === chosen ? 1 : 0) - probabilities[i]!
      }
    },

    // ∂H/∂z_i = −p_i (log p_i + H)
    entropy(outputs, row, weight, outputGradient) {
      const logNormalizer = softmax(outputs, row)
      const at = row * actions
      const entropy = entropyOf(outputs, at, logNormalizer)
      for (let i = 0; i < actions; i++) {
        const p = probabilities[i]!
        const logP = outputs[at + i]! - logNormalizer
        outputGradient[at + i] = p === 0 ? 0 : -weight * p * (logP + entropy)
      }
      return entropy
    },

    // Σ q (log q − log p)
    divergenceFrom(otherOutputs, _otherLogSigma, outputs, row) {
      const logNormalizer = softmax(outputs, row)
      const otherLogNormalizer = softmax(otherOutputs, row, otherProbabilities)
      const at = row * actions
      let sum = 0
      for (let i = 0; i < actions; i++) {
        const q = otherProbabilities[i]!
        const logRatio =
          otherOutputs[at + i]! - otherLogNormalizer - (outputs[at + i]! - logNormalizer)
        if (q !== 0) sum += q * logRatio
      }
      // Between nearly equal distributions rounding alone can bring it below 0.
      return Math.max(0, sum)
    },

    // F = diag(p) − p pᵀ
    multiplyByFisher(outputs, row, scale, tangent) {
      softmax(outputs, row)
      const at = row * actions
      let mean = 0
      for (let i = 0; i < actions; i++) mean += probabilities[i]! * tangent[at + i]!
      for (let i = 0; i < actions; i++) {
        tangent[at + i] = scale * probabilities[i]! * (tangent[at + i]! - mean)
      }
    },
  }
}
