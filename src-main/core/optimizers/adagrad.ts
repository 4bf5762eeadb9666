import { createFirstOrderOptimizer, type FirstOrderOptions } from './first-order.ts'
import type { Optimizer } from './optimizer.ts'

interface AdaGradOptions extends FirstOrderOptions {
  readonly epsilon: number
}

/**
 * AdaGrad (Duchi, Hazan & Singer 2011), diagonal: s ← s + ĝ², θ ← θ + α ĝ / (√s + ε). Its steps get
 * shorter by themselves, like 1/√t under gradients of constant size.
 */
export function createAdaGrad(options: AdaGradOptions, parameterCount: number): Optimizer {
  const { epsilon } = options
  const squareSum = new Float32Array(parameterCount)
  return createFirstOrderOptimizer(options, {
    move(parameters, gradient, learningRate) {
      for (let i = 0; i < parameters.length; i++) {
        const g = gradient[i]!
        squareSum[i] = squareSum[i]! + g * g
        parameters[i] = parameters[i]! + (learningRate * g) / (Math.sqrt(squareSum[i]!) + epsilon)
      }
    },
    save: () => ({ squareSum: squareSum.slice() }),
    restore: (state) => squareSum.set(state['squareSum'] as Float32Array),
  })
}
