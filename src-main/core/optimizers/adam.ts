import type { Optimizer } from './optimizer.ts'

interface AdamOptions {
  readonly learningRate: number
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
}

/** Adam (Kingma & Ba 2015), ascending: θ ← θ + α m̂ / (√v̂ + ε). */
export function createAdam(
  { learningRate, beta1, beta2, epsilon }: AdamOptions,
  parameterCount: number,
): Optimizer {
  const mean = new Float32Array(parameterCount)
  const square = new Float32Array(parameterCount)
  let updates = 0

  return {
    step(parameters, gradient) {
      updates += 1
      const meanCorrection = 1 - beta1 ** updates
      const squareCorrection = 1 - beta2 ** updates
      for (let i = 0; i < parameters.length; i++) {
        const g = gradient[i]!
        mean[i] = beta1 * mean[i]! + (1 - beta1) * g
        square[i] = beta2 * square[i]! + (1 - beta2) * g * g
        const denominator = Math.sqrt(square[i]! / squareCorrection) + epsilon
        parameters[i] = parameters[i]! + (learningRate * (mean[i]! / meanCorrection)) / denominator
      }
    },
    save: () => ({ updates, mean: mean.slice(), square: square.slice() }),
    restore(state) {
      updates = state['updates'] as number
      mean.set(state['mean'] as Float32Array)
      square.set(state['square'] as Float32Array)
    },
  }
}
