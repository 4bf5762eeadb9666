import { mean, standardDeviation } from '#shared/sample.ts'

/* What one number says of a sample: one score a run. */

export { mean, standardDeviation }

/** A number computed from a sample of at least one score. */
export type Statistic = (scores: ArrayLike<number>) => number

/** Up to so many scores are sorted faster by insertion, in an array that costs less than a typed one. */
const FEW = 40

/** A sorted copy. */
function ascending(scores: ArrayLike<number>): ArrayLike<number> {
  if (scores.length > FEW) return new Float64Array(scores).sort()
  const sorted: number[] = []
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!
    let place = i
    for (; place > 0 && sorted[place - 1]! > score; place--) sorted[place] = sorted[place - 1]!
    sorted[place] = score
  }
  return sorted
}

/** The middle score, or the mean of the two middle ones. */
export function median(scores: ArrayLike<number>): number {
  const sorted = ascending(scores)
  const middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2
}

/**
 * The interquartile mean (IQM) of Agarwal et al. (2021) as rliable computes it: the mean of what is left
 * when the ⌊n/4⌋ smallest and the ⌊n/4⌋ largest scores are dropped, `scipy.stats.trim_mean(scores, 0.25)`.
 * Where n is no multiple of 4, more than half of the scores are left: 6 of 10, and all of 3 or fewer.
 */
export function interquartileMean(scores: ArrayLike<number>): number {
  const dropped = Math.floor(scores.length / 4)
  const sorted = ascending(scores)
  let sum = 0
  for (let i = dropped; i < scores.length - dropped; i++) sum += sorted[i]!
  return sum / (scores.length - 2 * dropped)
}

/**
 * How many of n scores a statistic drops at either end before it averages the others, which have to be
 * sorted for it; null: it averages all of them as they come.
 */
export function droppedAtEnds(statistic: Statistic, n: number): number | null {
  if (statistic === interquartileMean) return Math.floor(n / 4)
  return statistic === median ? Math.floor((n - 1) / 2) : null
}

/** Mean of max(0, target − score): how far the runs fall short of the target, which none can exceed. */
export function optimalityGap(scores: ArrayLike<number>, target: number): number {
  return mean(Array.from(scores, (score) => Math.max(0, target - score)))
}

/** The value that a share of the sorted values lies below, linear between neighbours (Hyndman & Fan's type 7). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below]!
  const high = sorted[Math.ceil(place)]!
  return low + (place - below) * (high - low)
}
