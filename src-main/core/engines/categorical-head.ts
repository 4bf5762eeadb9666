import { exp } from '#shared/math/exponential.ts'
import { log1p } from '#shared/math/logarithm.ts'
import { exponentialExcess } from './exponential-excess.ts'
import type { HeadMath } from './head-math.ts'

/** Log-ratios beyond this no longer cancel, and their exponentials may overflow. */
const LARGE_LOG_RATIO = 1

/**
 * p = softmax of `actions` logits z: log p_a = z_a − log Σ exp z.
 *
 * Nothing here subtracts nearly equal numbers, so a nearly certain action keeps its digits: 1 − p is the
 * sum of the other probabilities, and log Σ exp z is the largest logit and log(1 + rest) apart.
 */
export function createCategoricalHead(actions: number): HeadMath {
  const own = createSoftmax(actions)
  const other = createSoftmax(actions)
  const { probabilities } = own

  /** H = −Σ p log p of the row whose softmax was taken last. */
  function entropyOf(outputs: Float32Array, at: number): number {
    let entropy = 0
    for (let i = 0; i < actions; i++) {
      const p = probabilities[i]!
      // p·log p tends to 0 with p, although log p does not.
      if (p !== 0) entropy -= p * own.logProbability(outputs[at + i]!)
    }
    return entropy
  }

  /** ∂log p_chosen/∂z_i = [i = chosen] − p_i, for the row whose softmax was taken last. */
  const scoreOf = (i: number, chosen: number): number =>
    i === chosen ? own.probabilityOfOthers(i) : -probabilities[i]!

  return {
    sample(outputs, row, noise, action, actionAt) {
      own.take(outputs, row)
      let left = noise[row]!
      let chosen = 0
      while (chosen < actions - 1 && left >= probabilities[chosen]!)
        left -= probabilities[chosen++]!
      action[actionAt] = Number.isNaN(probabilities[0]) ? NaN : chosen
    },

    logProb(outputs, row, action, actionAt) {
      own.take(outputs, row)
      return own.logProbability(outputs[row * actions + action[actionAt]!]!)
    },

    score(outputs, row, action, actionAt, weight, outputGradient, _logSigmaGradient, result) {
      own.take(outputs, row)
      const at = row * actions
      const chosen = action[actionAt]!
      for (let i = 0; i < actions; i++) outputGradient[at + i] = weight * scoreOf(i, chosen)
      result.entropy = entropyOf(outputs, at)
      result.logProb = own.logProbability(outputs[at + chosen]!)
    },

    addOutputScore(outputs, row, action, actionAt, result) {
      own.take(outputs, row)
      const chosen = action[actionAt]!
      for (let i = 0; i < actions; i++) result[i] = result[i]! + scoreOf(i, chosen)
    },

    // ∂H/∂z_i = −p_i (log p_i + H)
    entropy(outputs, row, weight, outputGradient) {
      own.take(outputs, row)
      const at = row * actions
      const entropy = entropyOf(outputs, at)
      for (let i = 0; i < actions; i++) {
        const p = probabilities[i]!
        const logP = own.logProbability(outputs[at + i]!)
        outputGradient[at + i] = p === 0 ? 0 : -weight * p * (logP + entropy)
      }
      return entropy
    },

    // Σ q (log q − log p) = Σ q (d + p/q − 1) with d = log q − log p: every term is at least 0, so that
    // nearly equal distributions do not cancel.
    divergenceFrom(otherOutputs, _otherLogSigma, outputs, row) {
      own.take(outputs, row)
      other.take(otherOutputs, row)
      const at = row * actions
      let sum = 0
      for (let i = 0; i < actions; i++) {
        const q = other.probabilities[i]!
        const d = other.logProbability(otherOutputs[at + i]!) - own.logProbability(outputs[at + i]!)
        const isLarge = Math.abs(d) > LARGE_LOG_RATIO
        sum += isLarge ? probabilities[i]! - q + q * d : q * exponentialExcess(-d)
      }
      return sum
    },

    // F = diag(p) − p pᵀ. The tangent of the most probable action is subtracted first: its own product
    // is then a sum over the other actions.
    multiplyByFisher(outputs, row, scale, tangent) {
      const likeliest = own.take(outputs, row)
      const at = row * actions
      const reference = tangent[at + likeliest]!
      let mean = 0
      for (let i = 0; i < actions; i++) mean += probabilities[i]! * (tangent[at + i]! - reference)
      for (let i = 0; i < actions; i++) {
        tangent[at + i] = scale * probabilities[i]! * (tangent[at + i]! - reference - mean)
      }
    },
  }
}

/** Takes the softmax of one row at a time. */
function createSoftmax(actions: number) {
  const probabilities = new Float64Array(actions)
  let largest = 0
  /** log Σ exp(z − largest). */
  let logSum = 0

  return {
    probabilities,
    /** Fills in the probabilities of a row; returns the first of the most probable actions. */
    take(outputs: Float32Array, row: number): number {
      const at = row * actions
      let likeliest = 0
      for (let i = 1; i < actions; i++) {
        if (outputs[at + i]! > outputs[at + likeliest]!) likeliest = i
      }
      largest = outputs[at + likeliest]!
      let rest = 0
      for (let i = 0; i < actions; i++) {
        const e = exp(outputs[at + i]! - largest)
        probabilities[i] = e
        if (i !== likeliest) rest += e
      }
      logSum = log1p(rest)
      for (let i = 0; i < actions; i++) probabilities[i] = probabilities[i]! / (1 + rest)
      return likeliest
    },
    /** log p of the action with this logit. */
    logProbability: (output: number): number => output - largest - logSum,
    /** 1 − p of an action. */
    probabilityOfOthers(chosen: number): number {
      let sum = 0
      for (let i = 0; i < actions; i++) if (i !== chosen) sum += probabilities[i]!
      return sum
    },
  }
}
