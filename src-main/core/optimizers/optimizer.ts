import type { Update } from '#shared/metrics.ts'
import type { Batch } from '../batch.ts'
import { plainVectors } from '../engines/vectors.ts'
import type { Policy } from '../policies/policy.ts'
import type { RngState } from '../rng.ts'
import type { Saveable } from '../saveable.ts'

/** Arrays, counters and random streams an optimizer carries from update to update. */
export type OptimizerState = Readonly<Record<string, number | Float32Array | RngState>>

/** All rows an update learns from, in this thread, and what each counts in the objective. */
export interface Experience {
  readonly batch: Batch
  /**
   * w_i of every row, averaging and baseline included: the gradient of the surrogate
   * L(θ') = Σ_i w_i π_θ'(a_i|s_i)/π_θ(a_i|s_i) at θ' = θ is Σ_i w_i ∇log π(a_i|s_i).
   */
  readonly weights: Float32Array
  /** What the entropy of every row counts in the objective beside the surrogate. */
  readonly entropyWeight: number
}

/** What an update knows when it chooses its step. */
export interface UpdateProblem {
  readonly policy: Policy
  /** ĝ in θ, entropy bonus included, not clipped. The optimizer may change it. */
  readonly gradient: Float32Array
  /** ‖ĝ‖. */
  readonly gradientNorm: number
  /** Share of the budget used before the batch was played, from 0 to 1: what schedules go by. */
  readonly budgetUsed: number
  /** For optimizers that look at the policy's distributions again. Valid during this step. */
  experience(): Generator<void, Experience>
}

/** What an optimizer tells of a step; null: it has no such thing. */
export interface StepReport extends Pick<Update, 'learningRate' | 'clipFraction' | 'stepScale'> {
  /**
   * Mean KL(old ‖ new) over all rows, in nats, if the optimizer bounds it; null if the optimizer did
   * not compute it.
   */
  readonly kl: number | null
}

export const noReport: StepReport = {
  learningRate: null,
  clipFraction: null,
  stepScale: null,
  kl: null,
}

/** Turns an estimate of ∇J into a step that increases J. */
export interface Optimizer extends Saveable<OptimizerState> {
  /** Changes `policy.parameters` in place and tells the policy. Yields every few milliseconds. */
  step(problem: UpdateProblem): Generator<void, StepReport>
}

/** Euclidean length. */
export const { norm } = plainVectors

/** Scales a gradient of length `length` down to `limit` where it is longer; null: no limit. */
export function clipNorm(gradient: Float32Array, length: number, limit: number | null): void {
  if (limit === null || length <= limit) return
  for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i]! * limit) / length
}
