import type { RunConfig } from '#shared/run-config.ts'
import { powersOf } from '#shared/math/power.ts'
import { squareOf } from '#shared/math/square.ts'
import type { Steps } from '../batch.ts'
import type { Baseline } from './baselines/baseline.ts'
import {
  generalizedAdvantages,
  mean,
  rewardsToGo,
  trajectoryReturns,
  type StateValues,
} from './returns.ts'

/** Keeps a batch of equal advantages from being divided by zero. */
const SMALLEST_DEVIATION = 1e-8

/** Arrays of at least a batch's steps, kept from batch to batch. */
export interface WeightsMemory {
  advantages: Float64Array
  weights: Float32Array
  /** Empty without values. */
  valueTargets: Float64Array
}

export const createWeightsMemory = (): WeightsMemory => ({
  advantages: new Float64Array(0),
  weights: new Float32Array(0),
  valueTargets: new Float64Array(0),
})

function reserve(memory: WeightsMemory, steps: number): void {
  if (steps <= memory.weights.length) return
  memory.advantages = new Float64Array(2 * steps)
  memory.weights = new Float32Array(2 * steps)
}

/** How every row of a batch counts in the estimate of ∇J. */
export interface ScoreWeights {
  /** What multiplies ∇log π(a_t|s_t), so that the weighted sum over the rows is the estimate. */
  readonly weights: Float32Array
  /** The same before it is divided by the number of trajectories or of steps. */
  readonly advantages: Float64Array
  /** Mean over the rows of what the baseline subtracted; null: there is none. */
  readonly subtracted: number | null
  /** What V should have said at every row: G_t, or the λ-return A_t + V(s_t); null without values. */
  readonly valueTargets: Float64Array | null
}

/**
 * From what a batch earned to the weights of its scores, in this order:
 *
 * 1. R(τ) or G_t, with the tails of unfinished trajectories where there are some,
 * 2. minus the baseline, which then learns from the batch; with GAE(λ), the advantages it gives
 *    instead of both,
 * 3. normalised over the rows,
 * 4. times γ^t, where it is kept and R(τ) does not hold it already,
 * 5. over the number of trajectories or of steps.
 *
 * `values` are V along the batch, learned or exact, for what needs them. The result lies in `memory`
 * and is valid until it is used again; the only other effect is on `baseline`.
 */
export function scoreWeights(
  batch: Steps,
  estimator: RunConfig['estimator'],
  baseline: Baseline,
  values: StateValues | null = null,
  memory = createWeightsMemory(),
): ScoreWeights {
  const { steps } = batch
  const { weight, gamma, gaeLambda } = estimator
  const isWholeReturn = weight === 'return'
  reserve(memory, steps)
  const advantages = memory.advantages.subarray(0, steps)
  let subtracted: number | null
  if (values && gaeLambda !== null) {
    generalizedAdvantages(batch, values, gamma, gaeLambda, advantages)
    subtracted = mean(values.rows)
  } else {
    if (isWholeReturn) trajectoryReturns(batch, gamma, advantages)
    else rewardsToGo(batch, gamma, advantages, values?.tails)
    subtracted = baseline.subtract(advantages, batch, values)
  }
  const valueTargets = values && targetsOf(values, advantages, memory)

  if (estimator.normalizeAdvantages) normalize(advantages)
  // R(τ) already holds γ^t with every reward; only G_t starts counting anew at its own step.
  if (estimator.discountStates && !isWholeReturn) {
    const discount = powersOf(gamma)
    for (let row = 0; row < steps; row++) {
      advantages[row] = advantages[row]! * discount(batch.time[row]!)
    }
  }
  const weights = memory.weights.subarray(0, steps)
  const count = averagedOver(estimator, batch)
  for (let row = 0; row < steps; row++) weights[row] = advantages[row]! / count
  return { weights, advantages, subtracted, valueTargets }
}

/** What the advantages before normalising say V should have been. */
function targetsOf({ rows }: StateValues, advantages: Float64Array, memory: WeightsMemory) {
  if (advantages.length > memory.valueTargets.length) {
    memory.valueTargets = new Float64Array(memory.weights.length)
  }
  const targets = memory.valueTargets.subarray(0, advantages.length)
  for (let row = 0; row < targets.length; row++) targets[row] = advantages[row]! + rows[row]!
  return targets
}

/** K, or the number of steps: what the sum over a batch is divided by. */
export const averagedOver = (
  { average }: Pick<RunConfig['estimator'], 'average'>,
  { steps, trajectories }: Pick<Steps, 'steps' | 'trajectories'>,
): number => (average === 'steps' ? steps : trajectories)

function normalize(values: Float64Array): void {
  const centre = mean(values)
  let squares = 0
  for (let i = 0; i < values.length; i++) squares += squareOf(values[i]! - centre)
  const deviation = Math.sqrt(squares / values.length)
  for (let i = 0; i < values.length; i++) {
    values[i] = (values[i]! - centre) / (deviation + SMALLEST_DEVIATION)
  }
}
