import type { RunConfig } from '#shared/run-config.ts'
import type { Steps } from '../batch.ts'
import type { Baseline } from './baseline.ts'
import { meanOverTrajectories, rewardsToGo, trajectoryReturns } from './returns.ts'

/** Keeps a batch of equal advantages from being divided by zero. */
const SMALLEST_DEVIATION = 1e-8

/** Arrays of at least a batch's steps, kept from batch to batch. */
export interface WeightsMemory {
  advantages: Float64Array
  weights: Float32Array
}

export const createWeightsMemory = (): WeightsMemory => ({
  advantages: new Float64Array(0),
  weights: new Float32Array(0),
})

function reserve(memory: WeightsMemory, steps: number): void {
  if (steps <= memory.weights.length) return
  memory.advantages = new Float64Array(2 * steps)
  memory.weights = new Float32Array(2 * steps)
}

/**
 * What multiplies ∇log π(a_t|s_t) at every row, so that the weighted sum is the estimate of ∇J:
 * (G_t − b) or (R(τ) − b), times γ^t where it is kept, over the number of trajectories or steps.
 * The result lies in `memory` and is valid until it is used again.
 */
export function scoreWeights(
  batch: Steps,
  estimator: RunConfig['estimator'],
  baseline: Baseline,
  memory = createWeightsMemory(),
): Float32Array {
  const { steps } = batch
  const { weight, gamma } = estimator
  const isWholeReturn = weight === 'return'
  reserve(memory, steps)
  const advantages = memory.advantages.subarray(0, steps)
  if (isWholeReturn) trajectoryReturns(batch, gamma, advantages)
  else rewardsToGo(batch, gamma, advantages)
  const expected = baseline.value() ?? 0
  baseline.observe(isWholeReturn ? meanOverTrajectories(advantages, batch) : mean(advantages))

  for (let row = 0; row < steps; row++) advantages[row] = advantages[row]! - expected
  if (estimator.normalizeAdvantages) normalize(advantages)
  // R(τ) already holds γ^t with every reward; only G_t starts counting anew at its own step.
  if (estimator.discountStates && !isWholeReturn) {
    for (let row = 0; row < steps; row++) {
      advantages[row] = advantages[row]! * gamma ** batch.time[row]!
    }
  }
  const count = estimator.average === 'steps' ? steps : batch.trajectories
  const weights = memory.weights.subarray(0, steps)
  for (let row = 0; row < steps; row++) weights[row] = advantages[row]! / count
  return weights
}

function normalize(values: Float64Array): void {
  const centre = mean(values)
  let squares = 0
  for (let i = 0; i < values.length; i++) squares += (values[i]! - centre) ** 2
  const deviation = Math.sqrt(squares / values.length)
  for (let i = 0; i < values.length; i++) {
    values[i] = (values[i]! - centre) / (deviation + SMALLEST_DEVIATION)
  }
}

function mean(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}
