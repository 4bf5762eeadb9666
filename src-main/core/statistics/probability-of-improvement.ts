import { bootstrapInterval, type BootstrapOptions, type Interval } from './bootstrap.ts'

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
 * Its bootstrap interval: the runs of each group are drawn anew from that group. Scores are replaced
 * by their ranks among all, of which a resample is counted in one pass instead of pair by pair.
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
