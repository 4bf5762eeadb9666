import { clipNorm, type Optimizer } from './optimizer.ts'

interface GradientAscentOptions {
  readonly learningRate: number
  readonly maxGradientNorm: number | null
}

/** θ ← θ + α ĝ with a constant α. */
export const createGradientAscent = ({
  learningRate,
  maxGradientNorm,
}: GradientAscentOptions): Optimizer => ({
  *step({ policy, gradient, gradientNorm }) {
    clipNorm(gradient, gradientNorm, maxGradientNorm)
    const { parameters } = policy
    for (let i = 0; i < parameters.length; i++) {
      parameters[i] = parameters[i]! + learningRate * gradient[i]!
    }
    policy.parametersChanged()
  },
  save: () => ({}),
  restore: () => undefined,
})
