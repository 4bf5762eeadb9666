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

/** Its bootstrap interval: the runs of each group are drawn anew from that group. */
export const improvementInterval = (
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: BootstrapOptions,
): Interval => bootstrapInterval([x, y], ([a, b]) => probabilityOfImprovement(a!, b!), options)
