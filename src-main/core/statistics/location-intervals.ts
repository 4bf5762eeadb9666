import type { Interval } from './bootstrap.ts'
import { interquartileMean, mean } from './location.ts'
import { hasSpread } from '#shared/sample.ts'
import { criticalT } from './student-t.ts'

/*
 * Intervals of a mean and of an interquartile mean of few scores. docs/intervals.md says what they
 * cover and how wide they are, and docs/decisions/0013-intervals-of-few-seeds.md why they were chosen.
 */

/** Fewer scores say too little about their spread for an interval. */
export const MIN_SCORES = 3

const ALPHA = 0.05

/**
 * The bound on |γ| t/√n. At 1 the transformation has an infinite slope, so a little more skewness in so
 * few scores would move the end by any amount; below this bound hardly any coverage is lost.
 */
const MAX_BEND = 0.8

/**
 * The 95 % interval of a mean. Each end is the further one of Student's t and of Hall's t, which
 * corrects for skewness. Null for fewer than 3 scores or if all are equal.
 */
export function meanInterval(scores: ArrayLike<number>): Interval | null {
  const sample = describe(scores)
  if (!sample) return null
  const { n, center, deviation, skewness } = sample
  const t = criticalT(ALPHA, n - 1) / Math.sqrt(n)
  const bounded = Math.min(MAX_BEND / t, Math.max(-MAX_BEND / t, skewness))
  return sound({
    lower: center - deviation * Math.max(t, hallInverse(t, bounded, n)),
    upper: center - deviation * Math.min(-t, hallInverse(-t, bounded, n)),
  })
}

/**
 * The 95 % interval of an interquartile mean. Each end is the further one of Tukey & McLaughlin's t
 * (1963) and of the percentile bootstrap, so the interval is never narrower than rliable's. Null for
 * fewer than 3 scores, or if both have no width because most scores are equal.
 */
export function interquartileMeanInterval(
  scores: ArrayLike<number>,
  percentile: Interval,
): Interval | null {
  const trimmed = trimmedInterval(scores)
  if (!trimmed) return null
  return sound({
    lower: Math.min(trimmed.lower, percentile.lower),
    upper: Math.max(trimmed.upper, percentile.upper),
  })
}

/** Returns null for an interval without width: it would claim a certainty that no sample of this size gives. */
const sound = (interval: Interval): Interval | null =>
  Number.isFinite(interval.upper - interval.lower) && interval.upper > interval.lower
    ? interval
    : null

/**
 * IQM ± t · s_w √((n − 1)/(h (h − 1))), where s_w is the deviation of the winsorised scores, h = n −
 * 2⌊n/4⌋ the number of scores averaged, and t has h − 1 degrees of freedom.
 */
function trimmedInterval(scores: ArrayLike<number>): Interval | null {
  const n = scores.length
  if (n < MIN_SCORES) return null
  const dropped = Math.floor(n / 4)
  const kept = n - 2 * dropped
  const sorted = Float64Array.from(scores).sort()
  const [low, high] = [sorted[dropped]!, sorted[n - 1 - dropped]!]
  const winsorised = sorted.map((score) => Math.min(high, Math.max(low, score)))
  const center = mean(winsorised)
  const squares = winsorised.reduce((sum, score) => sum + (score - center) * (score - center), 0)
  const error = Math.sqrt(squares / kept / (kept - 1))
  const reach = low === high ? 0 : criticalT(ALPHA, kept - 1) * error
  const iqm = interquartileMean(scores)
  return { lower: iqm - reach, upper: iqm + reach }
}

interface Sample {
  readonly n: number
  readonly center: number
  /** The standard deviation, with n − 1. */
  readonly deviation: number
  /** m₃/m₂^(3/2), with n in the denominators. */
  readonly skewness: number
}

function describe(scores: ArrayLike<number>): Sample | null {
  const n = scores.length
  if (n < MIN_SCORES) return null
  const values = Array.from(scores)
  if (!hasSpread(values)) return null
  const center = mean(values)
  const squares = values.reduce((sum, value) => sum + (value - center) * (value - center), 0)
  const population = Math.sqrt(squares / n)
  const skewness = values.reduce((sum, value) => {
    const z = (value - center) / population
    return sum + (z * z * z) / n
  }, 0)
  return { n, center, deviation: Math.sqrt(squares / (n - 1)), skewness }
}

/**
 * The u = (x̄ − μ)/s at which Hall's (1992) transformation u + γu²/3 + γ²u³/27 + γ/(6n), which has lost its
 * skewness, is t. With c³ = 1 + γz it is 3(c − 1)/γ = 3z/(c² + c + 1), which needs no division by γ.
 */
function hallInverse(t: number, skewness: number, n: number): number {
  const z = t - skewness / (6 * n)
  const c = cubeRoot(1 + skewness * z)
  return (3 * z) / (c * c + c + 1)
}

/** Newton's method, as `Math.cbrt` rounds differently in different engines. */
function cubeRoot(x: number): number {
  if (x === 0) return 0
  if (x < 0) return -cubeRoot(-x)
  let root = Math.max(1, x)
  for (let i = 0; i < 200; i++) {
    const next = (2 * root + x / (root * root)) / 3
    // From above, the iteration decreases until rounding stops it.
    if (next >= root) break
    root = next
  }
  return root
}
