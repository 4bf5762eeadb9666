import type { RunConfig } from '#shared/run-config.ts'
import type { Batch } from '../batch.ts'
import type { Baseline } from './baseline.ts'
import { meanOverTrajectories, rewardsToGo, trajectoryReturns } from './returns.ts'

/** Keeps a batch of equal advantages from being divided by zero. */
const SMALLEST_DEVIATION = 1e-8

/**
 * What multiplies ∇log π(a_t|s_t) at every row, so that the weighted sum is the estimate of ∇J:
 * (G_t − b) or (R(τ) − b), times γ^t where it is kept, over the number of trajectories or steps.
 */
export function scoreWeights(
  batch: Batch,
  estimator: RunConfig['estimator'],
  baseline: Baseline,
): Float32Array {
  const { weight, gamma } = estimator
  const wholeReturn = weight === 'return'
  const values = wholeReturn ? trajectoryReturns(batch, gamma) : rewardsToGo(batch, gamma)
  const expected = baseline.value() ?? 0
  baseline.observe(wholeReturn ? meanOverTrajectories(values, batch) : mean(values))

  let advantages: Float64Array = values.map((value) => value - expected)
  if (estimator.normalizeAdvantages) advantages = normalize(advantages)
  // R(τ) already holds γ^t with every reward; only G_t starts counting anew at its own step.
  if (estimator.discountStates && !wholeReturn) {
    advantages = advantages.map((advantage, row) => advantage * gamma ** batch.time[row]!)
  }
  const count = estimator.average === 'steps' ? batch.steps : batch.trajectories
  return Float32Array.from(advantages, (advantage) => advantage / count)
}

function normalize(values: Float64Array): Float64Array {
  const centre = mean(values)
  const deviation = Math.sqrt(mean(values.map((value) => (value - centre) ** 2)))
  return values.map((value) => (value - centre) / (deviation + SMALLEST_DEVIATION))
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
