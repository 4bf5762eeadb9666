import { DEFAULT_CONFIDENCE, DEFAULT_RESAMPLES } from './bootstrap.ts'
import { percentileInterval, resampleIndices, type BootstrapOptions } from './bootstrap.ts'

/** Index i of every column belongs to the i-th threshold. */
export interface PerformanceProfile {
  readonly thresholds: readonly number[]
  /** Share of the runs whose score is greater than the threshold. */
  readonly fraction: readonly number[]
  /** Pointwise percentile bootstrap band: of each threshold by itself, not of the whole profile. */
  readonly lower: readonly number[]
  readonly upper: readonly number[]
}

/** Share of the scores greater than τ. */
export function fractionAbove(scores: ArrayLike<number>, threshold: number): number {
  let above = 0
  for (let i = 0; i < scores.length; i++) if (scores[i]! > threshold) above++
  return above / scores.length
}

/** The run-score distribution of Agarwal et al. (2021): the share of runs that score more than τ, over τ. */
export function performanceProfile(
  scores: readonly number[],
  thresholds: readonly number[],
  { rng, resamples = DEFAULT_RESAMPLES, confidence = DEFAULT_CONFIDENCE }: BootstrapOptions,
): PerformanceProfile {
  const runs = scores.length
  const indices = resampleIndices(runs, resamples, rng)
  const bands = thresholds.map((threshold) => {
    const fractions = new Float64Array(resamples)
    for (let r = 0; r < resamples; r++) {
      let above = 0
      for (let i = 0; i < runs; i++) if (scores[indices[r * runs + i]!]! > threshold) above++
      fractions[r] = above / runs
    }
    return percentileInterval(fractions, confidence)
  })
  return {
    thresholds,
    fraction: thresholds.map((threshold) => fractionAbove(scores, threshold)),
    lower: bands.map(({ lower }) => lower),
    upper: bands.map(({ upper }) => upper),
  }
}
