import type { RunConfig } from '#shared/run-config.ts'

/**
 * What one pass over a batch's rows adds up, in θ, one vector after another in one array: so groups of
 * players and threads add all of them alike.
 */
export interface GradientSums {
  /** Σ_k g_k, of the trajectories' shares of the score gradient. */
  readonly score: Float32Array
  /** Entropy weight · Σ over the rows of ∇H(π(·|s)); null: there is no bonus. */
  readonly entropy: Float32Array | null
  /** What the optimal baseline learns from; null for other baselines. */
  readonly squares: ScoreSquares | null
}

/** By component of θ, with S_k = Σ_t ∇log π(a_t|s_t) of trajectory k and w_k the weight of its rows. */
export interface ScoreSquares {
  /** Σ_k S_k² */
  readonly plain: Float32Array
  /** Σ_k w_k·S_k² */
  readonly weighted: Float32Array
}

type Estimator = Pick<RunConfig['estimator'], 'baseline' | 'entropyCoefficient'>

/** Length of the array that holds them all. */
export const gradientSumsLength = (estimator: Estimator, parameterCount: number): number =>
  parameterCount *
  (1 + (estimator.entropyCoefficient > 0 ? 1 : 0) + (estimator.baseline === 'optimal' ? 2 : 0))

/** The vectors in such an array. */
export function gradientSumsIn(
  array: Float32Array,
  { baseline, entropyCoefficient }: Estimator,
  parameterCount: number,
): GradientSums {
  let taken = 0
  const next = () => array.subarray(taken, (taken += parameterCount))
  return {
    score: next(),
    entropy: entropyCoefficient > 0 ? next() : null,
    squares: baseline === 'optimal' ? { plain: next(), weighted: next() } : null,
  }
}
