import { wholePower } from '#shared/math/power.ts'

/** Adam's coefficients at one update; see `adamStep`. */
export interface AdamCoefficients {
  readonly learningRate: number
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  /** Counted from 1. */
  readonly update: number
}

/** Running means of an optimizer: of the gradient and of its square. */
export interface Moments {
  readonly mean: Float32Array
  readonly square: Float32Array
}

/** Work on whole vectors of parameters. */
export interface VectorMath {
  /** Euclidean length, summed in float64. */
  norm(vector: Float32Array): number
  /** Moves the moments by the gradient, and the parameters by α m̂ / (√v̂ + ε). */
  adamStep(
    parameters: Float32Array,
    gradient: Float32Array,
    moments: Moments,
    coefficients: AdamCoefficients,
  ): void
}

/** In plain JavaScript, in float64 between loads and stores. */
export const plainVectors: VectorMath = {
  norm(vector) {
    let sum = 0
    for (let i = 0; i < vector.length; i++) sum += vector[i]! * vector[i]!
    return Math.sqrt(sum)
  },

  adamStep(parameters, gradient, { mean, square }, coefficients) {
    const { learningRate, beta1, beta2, epsilon, update } = coefficients
    const meanCorrection = 1 - wholePower(beta1, update)
    const squareCorrection = 1 - wholePower(beta2, update)
    for (let i = 0; i < parameters.length; i++) {
      const g = gradient[i]!
      mean[i] = beta1 * mean[i]! + (1 - beta1) * g
      square[i] = beta2 * square[i]! + (1 - beta2) * g * g
      const denominator = Math.sqrt(square[i]! / squareCorrection) + epsilon
      parameters[i] = parameters[i]! + (learningRate * (mean[i]! / meanCorrection)) / denominator
    }
  },
}
