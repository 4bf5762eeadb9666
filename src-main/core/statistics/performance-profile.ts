import { proportionInterval } from './proportion-interval.ts'

/** Index i of every column belongs to the i-th threshold. */
export interface PerformanceProfile {
  readonly thresholds: readonly number[]
  /** Share of the runs whose score is greater than the threshold. */
  readonly fraction: readonly number[]
  /** Wilson's 95 % interval of the share. It holds at each threshold by itself, not for the whole profile. */
  readonly lower: readonly number[]
  readonly upper: readonly number[]
}

/** Share of the scores greater than τ. */
function fractionAbove(scores: ArrayLike<number>, threshold: number): number {
  let above = 0
  for (let i = 0; i < scores.length; i++) if (scores[i]! > threshold) above++
  return above / scores.length
}

/** The run-score distribution of Agarwal et al. (2021): the share of runs that score more than τ, over τ. */
export function performanceProfile(
  scores: readonly number[],
  thresholds: readonly number[],
): PerformanceProfile {
  const fraction = thresholds.map((threshold) => fractionAbove(scores, threshold))
  const bands = fraction.map((share) =>
    proportionInterval(Math.round(share * scores.length), scores.length),
  )
  return {
    thresholds,
    fraction,
    lower: bands.map(({ lower }) => lower),
    upper: bands.map(({ upper }) => upper),
  }
}
