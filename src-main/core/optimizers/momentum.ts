import { createFirstOrderOptimizer, type FirstOrderOptions } from './first-order.ts'
import type { Optimizer } from './optimizer.ts'

interface MomentumOptions extends FirstOrderOptions {
  readonly momentum: number
}

/**
 * The heavy ball (Polyak 1964): v ← μ v + ĝ, θ ← θ + α v. The learning rate is outside the velocity,
 * so that a schedule acts at once; with a constant one it is the same as v ← μ v + α ĝ, θ ← θ + v.
 * The gradient is taken at θ, not looked ahead as in Nesterov's form.
 */
export function createMomentum(options: MomentumOptions, parameterCount: number): Optimizer {
  const { momentum } = options
  const velocity = new Float32Array(parameterCount)
  return createFirstOrderOptimizer(options, {
    move(parameters, gradient, learningRate) {
      for (let i = 0; i < parameters.length; i++) {
        velocity[i] = momentum * velocity[i]! + gradient[i]!
        parameters[i] = parameters[i]! + learningRate * velocity[i]!
      }
    },
    save: () => ({ velocity: velocity.slice() }),
    restore: (state) => velocity.set(state['velocity'] as Float32Array),
  })
}
