import { bootstrapInterval, type BootstrapOptions, type Interval } from './bootstrap.ts'
import { NORMAL_QUANTILE } from './proportion-interval.ts'

/**
 * P(X > Y) + ½ P(X = Y) of a run of one group against a run of the other: the Mann–Whitney U statistic
 * over n·m (rliable's definition). ½: neither is better.
 */
export function probabilityOfImprovement(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let halves = 0
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < y.length; j++) {
      if (x[i]! > y[j]!) halves += 2
      else if (x[i]! === y[j]!) halves += 1
    }
  }
  return halves / (2 * x.length * y.length)
}

/**
 * Newcombe's 95 % interval (2006, method 5) of the probability of improvement θ between groups of n and m runs: the θ
 * for which (θ̂ − θ)² = z² V(θ), V(θ) = θ(1 − θ)[1 + N((1 − θ)/(2 − θ) + θ/(1 + θ))]/(nm), N = (n + m)/2 − 1. The
 * variance is taken at θ and not at θ̂, so it keeps its width where every run of one group beats every run of the
 * other: 0.64 to 1 for 5 against 5.
 */
export function newcombeInterval(theta: number, n: number, m: number): Interval {
  const size = (n + m) / 2 - 1
  const isOutside = (at: number) => {
    const spread = 1 + size * ((1 - at) / (2 - at) + at / (1 + at))
    const variance = (at * (1 - at) * spread) / (n * m)
    return (theta - at) * (theta - at) > NORMAL_QUANTILE * NORMAL_QUANTILE * variance
  }
  /** Finds the border between `outside` and `inside` by halving 60 times. */
  const border = (outside: number, inside: number): number => {
    if (!isOutside(outside)) return outside
    for (let i = 0; i < 60; i++) {
      const middle = (outside + inside) / 2
      if (isOutside(middle)) outside = middle
      else inside = middle
    }
    return inside
  }
  return { lower: border(0, theta), upper: border(1, theta) }
}

/**
 * The bootstrap interval of rliable: the runs of each group are resampled from that group. Scores are
 * replaced by their ranks, so that a resample is counted in one pass instead of pair by pair.
 */
export function improvementInterval(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: BootstrapOptions,
): Interval {
  const distinct = [...new Set([...Array.from(x), ...Array.from(y)])].sort((a, b) => a - b)
  const rankOf = new Map(distinct.map((score, rank) => [score, rank]))
  const ranks = (scores: ArrayLike<number>) => Array.from(scores, (score) => rankOf.get(score)!)
  const countsOfX = new Uint32Array(distinct.length)
  const countsOfY = new Uint32Array(distinct.length)
  return bootstrapInterval(
    [ranks(x), ranks(y)],
    ([a, b]) => {
      countsOfX.fill(0)
      countsOfY.fill(0)
      for (const rank of a!) countsOfX[rank]!++
      for (const rank of b!) countsOfY[rank]!++
      let below = 0
      let wins = 0
      for (let rank = 0; rank < distinct.length; rank++) {
        wins += countsOfX[rank]! * (below + countsOfY[rank]! / 2)
        below += countsOfY[rank]!
      }
      return wins / (x.length * y.length)
    },
    options,
  )
}
