import { exp } from '#shared/math/exponential.ts'
import { log } from '#shared/math/logarithm.ts'
import { exponentialExcess } from './exponential-excess.ts'
import type { HeadMath } from './head-math.ts'

const LOG_2_PI = log(2 * Math.PI)

/**
 * Independent normals N(μ_i, σ_i²), where the outputs are μ. With z = (a − μ)/σ,
 * log π = −Σ (z²/2 + log σ + ½ log 2π).
 */
export function createGaussianHead(size: number, logSigma: Float32Array): HeadMath {
  return {
    sample(outputs, row, noise, action, actionAt) {
      const at = row * size
      for (let i = 0; i < size; i++) {
        action[actionAt + i] = outputs[at + i]! + exp(logSigma[i]!) * noise[at + i]!
      }
    },

    logProb(outputs, row, action, actionAt) {
      const at = row * size
      let logProb = 0
      for (let i = 0; i < size; i++) {
        const z = (action[actionAt + i]! - outputs[at + i]!) / exp(logSigma[i]!)
        logProb -= 0.5 * z * z + logSigma[i]! + 0.5 * LOG_2_PI
      }
      return logProb
    },

    // ∂log π/∂μ = z/σ, ∂log π/∂log σ = z² − 1
    score(outputs, row, action, actionAt, weight, outputGradient, logSigmaGradient, result) {
      const at = row * size
      let logProb = 0
      let entropy = 0
      for (let i = 0; i < size; i++) {
        const sigma = exp(logSigma[i]!)
        const z = (action[actionAt + i]! - outputs[at + i]!) / sigma
        logProb -= 0.5 * z * z + logSigma[i]! + 0.5 * LOG_2_PI
        entropy += logSigma[i]! + 0.5 * (1 + LOG_2_PI)
        outputGradient[at + i] = (weight * z) / sigma
        logSigmaGradient[i] = logSigmaGradient[i]! + weight * (z * z - 1)
      }
      result.logProb = logProb
      result.entropy = entropy
    },

    addOutputScore(outputs, row, action, actionAt, result) {
      const at = row * size
      for (let i = 0; i < size; i++) {
        const sigma = exp(logSigma[i]!)
        const z = (action[actionAt + i]! - outputs[at + i]!) / sigma
        result[i] = result[i]! + z / sigma
        if (result.length > size) result[size + i] = result[size + i]! + z * z - 1
      }
    },

    // H = Σ (log σ + ½ log 2πe), whatever the means
    entropy(_outputs, row, weight, outputGradient, logSigmaGradient) {
      outputGradient.fill(0, row * size, (row + 1) * size)
      let entropy = 0
      for (let i = 0; i < size; i++) {
        entropy += logSigma[i]! + 0.5 * (1 + LOG_2_PI)
        logSigmaGradient[i] = logSigmaGradient[i]! + weight
      }
      return entropy
    },

    // Σ ½ (σ'²/σ² − 1 − log σ'²/σ² + (μ' − μ)²/σ²)
    divergenceFrom(otherOutputs, otherLogSigma, outputs, row) {
      const at = row * size
      let sum = 0
      for (let i = 0; i < size; i++) {
        const logVarianceRatio = 2 * (otherLogSigma[i]! - logSigma[i]!)
        const z = (otherOutputs[at + i]! - outputs[at + i]!) / exp(logSigma[i]!)
        sum += 0.5 * (exponentialExcess(logVarianceRatio) + z * z)
      }
      return sum
    },

    // F = 1/σ² in μ, 2 in log σ
    multiplyByFisher(_outputs, row, scale, tangent, logSigmaTangent, logSigmaProduct) {
      const at = row * size
      for (let i = 0; i < size; i++) {
        tangent[at + i] = scale * tangent[at + i]! * exp(-2 * logSigma[i]!)
        logSigmaProduct[i] = logSigmaProduct[i]! + scale * 2 * logSigmaTangent[i]!
      }
    },
  }
}
