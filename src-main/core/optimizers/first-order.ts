import type { Schedule } from '#shared/config/optimizer.ts'
import type { Saveable } from '../saveable.ts'
import { clipNorm, noReport, type Optimizer, type OptimizerState } from './optimizer.ts'
import { scheduleFactor } from './schedule.ts'

/** What every optimizer has that goes by the gradient alone. */
export interface FirstOrderOptions {
  readonly learningRate: number
  readonly schedule: Schedule
  readonly maxGradientNorm: number | null
}

/** How such an optimizer moves the parameters, and what it keeps of earlier gradients. */
export interface FirstOrderRule extends Saveable<OptimizerState> {
  /** Changes `parameters` in place. */
  move(parameters: Float32Array, gradient: Float32Array, learningRate: number): void
}

/** Follows a rule along the clipped gradient, with the learning rate its schedule gives. */
export const createFirstOrderOptimizer = (
  { learningRate: initialRate, schedule, maxGradientNorm }: FirstOrderOptions,
  { move, save, restore }: FirstOrderRule,
): Optimizer => ({
  *step({ policy, gradient, gradientNorm, budgetUsed }) {
    clipNorm(gradient, gradientNorm, maxGradientNorm)
    const learningRate = initialRate * scheduleFactor(schedule, budgetUsed)
    move(policy.parameters, gradient, learningRate)
    policy.parametersChanged()
    return { ...noReport, learningRate }
  },
  save,
  restore,
})
