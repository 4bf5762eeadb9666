import { createFirstOrderOptimizer, type FirstOrderOptions } from './first-order.ts'
import type { Optimizer } from './optimizer.ts'

interface RmsPropOptions extends FirstOrderOptions {
  readonly decay: number
  readonly epsilon: number
}

/**
 * RMSProp (Tieleman & Hinton 2012, lecture 6e of "Neural networks for machine learning"):
 * s ← ρ s + (1 − ρ) ĝ², θ ← θ + α ĝ / (√s + ε). Not centred; s begins at 0 and is not corrected for it.
 */
export function createRmsProp(options: RmsPropOptions, parameterCount: number): Optimizer {
  const { decay, epsilon } = options
  const square = new Float32Array(parameterCount)
  return createFirstOrderOptimizer(options, {
    move(parameters, gradient, learningRate) {
      for (let i = 0; i < parameters.length; i++) {
        const g = gradient[i]!
        square[i] = decay * square[i]! + (1 - decay) * g * g
        parameters[i] = parameters[i]! + (learningRate * g) / (Math.sqrt(square[i]!) + epsilon)
      }
    },
    save: () => ({ square: square.slice() }),
    restore: (state) => square.set(state['square'] as Float32Array),
  })
}
