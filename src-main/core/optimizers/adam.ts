import type { Engine } from '../engines/engine.ts'
import { clipNorm, type Optimizer } from './optimizer.ts'

interface AdamOptions {
  readonly learningRate: number
  readonly maxGradientNorm: number | null
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
}

/** Adam (Kingma & Ba 2015), ascending: θ ← θ + α m̂ / (√v̂ + ε). */
export function createAdam(
  options: AdamOptions,
  parameterCount: number,
  { allocate, vectors }: Pick<Engine, 'allocate' | 'vectors'>,
): Optimizer {
  const mean = allocate(parameterCount)
  const square = allocate(parameterCount)
  const moments = { mean, square }
  let updates = 0

  return {
    *step({ policy, gradient, gradientNorm }) {
      clipNorm(gradient, gradientNorm, options.maxGradientNorm)
      updates += 1
      vectors.adamStep(policy.parameters, gradient, moments, { ...options, update: updates })
      policy.parametersChanged()
    },
    save: () => ({ updates, mean: mean.slice(), square: square.slice() }),
    restore(state) {
      updates = state['updates'] as number
      mean.set(state['mean'] as Float32Array)
      square.set(state['square'] as Float32Array)
    },
  }
}
