import type { Steps } from '../../batch.ts'
import type { Saveable } from '../../saveable.ts'
import type { ScoreSquares } from '../gradient-sums.ts'
import type { StateValues } from '../returns.ts'

/** Share of the old value in a running mean after a batch. */
export const MEMORY = 0.9

/** What a baseline knows from earlier batches; null: nothing. */
export type BaselineState = number | Float64Array | null

/**
 * What is subtracted from the weights of a batch's rows. A row's own baseline may depend on its state
 * and on other trajectories, but not on its action: E[∇log π(a|s)·b] = b·∇Σ_a π(a|s) = 0 then, and
 * the gradient stays unbiased.
 */
export interface Baseline extends Saveable<BaselineState> {
  /**
   * Subtracts from `weights` what was known before this batch, or from its other trajectories; then
   * learns from them. Returns the mean over the rows of what was subtracted; null: nothing.
   */
  subtract(weights: Float64Array, batch: Steps, values: StateValues | null): number | null
  /** What is subtracted from each component of θ instead; null: every component is judged alike. */
  readonly components: ComponentBaseline | null
}

/** A baseline that differs between the components of θ. Weights are divided by what the batch is averaged over. */
export interface ComponentBaseline {
  /** Writes b/`dividedBy` of every component. */
  write(dividedBy: number, into: Float32Array): void
  /** Learns from a batch it has judged, whose weights were divided by `dividedBy`. */
  observe(squares: ScoreSquares, dividedBy: number): void
}
