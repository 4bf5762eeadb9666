import { createFirstOrderOptimizer, type FirstOrderOptions } from './first-order.ts'
import type { Optimizer } from './optimizer.ts'

/** Gradient ascent (Robbins & Monro 1951): θ ← θ + α ĝ. */
export const createGradientAscent = (options: FirstOrderOptions): Optimizer =>
  createFirstOrderOptimizer(options, {
    move(parameters, gradient, learningRate) {
      for (let i = 0; i < parameters.length; i++) {
        parameters[i] = parameters[i]! + learningRate * gradient[i]!
      }
    },
    save: () => ({}),
    restore: () => undefined,
  })
