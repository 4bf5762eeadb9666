import type { Interval } from './bootstrap.ts'

/** The 97.5 % quantile of the standard normal distribution. */
export const NORMAL_QUANTILE = 1.959963984540054

/** Wilson's 95 % interval (1927) of a share, `count` of n. It keeps its width at 0 and 1. */
export function proportionInterval(count: number, n: number): Interval {
  const share = count / n
  const square = NORMAL_QUANTILE * NORMAL_QUANTILE
  const center = (share + square / (2 * n)) / (1 + square / n)
  const reach =
    (NORMAL_QUANTILE / (1 + square / n)) *
    Math.sqrt((share * (1 - share)) / n + square / (4 * n * n))
  return {
    lower: count === 0 ? 0 : Math.max(0, center - reach),
    upper: count === n ? 1 : Math.min(1, center + reach),
  }
}
