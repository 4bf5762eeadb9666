import type { Optimizer } from './optimizer.ts'

/** θ ← θ + α ĝ with a constant α. */
export const createGradientAscent = (learningRate: number): Optimizer => ({
  step(parameters, gradient) {
    for (let i = 0; i < parameters.length; i++) {
      parameters[i] = parameters[i]! + learningRate * gradient[i]!
    }
  },
  save: () => ({}),
  restore: () => undefined,
})
