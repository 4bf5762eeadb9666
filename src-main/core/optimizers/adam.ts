import type { Engine } from '../engines/engine.ts'
import { createFirstOrderOptimizer, type FirstOrderOptions } from './first-order.ts'
import type { Optimizer } from './optimizer.ts'

interface AdamOptions extends FirstOrderOptions {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
}

/**
 * Adam (Kingma & Ba 2015), ascending: m ← β₁ m + (1 − β₁) ĝ, v ← β₂ v + (1 − β₂) ĝ²,
 * θ ← θ + α m̂ / (√v̂ + ε) with m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ) at step t.
 */
export function createAdam(
  options: AdamOptions,
  parameterCount: number,
  { allocate, vectors }: Pick<Engine, 'allocate' | 'vectors'>,
): Optimizer {
  const { beta1, beta2, epsilon } = options
  const mean = allocate(parameterCount)
  const square = allocate(parameterCount)
  const moments = { mean, square }
  let updates = 0

  return createFirstOrderOptimizer(options, {
    move(parameters, gradient, learningRate) {
      updates += 1
      const coefficients = { learningRate, beta1, beta2, epsilon, update: updates }
      vectors.adamStep(parameters, gradient, moments, coefficients)
    },
    save: () => ({ updates, mean: mean.slice(), square: square.slice() }),
    restore(state) {
      updates = state['updates'] as number
      mean.set(state['mean'] as Float32Array)
      square.set(state['square'] as Float32Array)
    },
  })
}
