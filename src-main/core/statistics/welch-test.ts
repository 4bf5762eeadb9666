import { squareOf } from '#shared/math/square.ts'
import type { Interval } from './bootstrap.ts'
import { mean, standardDeviation } from './location.ts'
import { criticalT, twoSidedP } from './student-t.ts'

export interface WelchTest {
  /** Mean of the first group minus that of the second. */
  readonly difference: number
  /** 95 % interval of the difference, by the same t distribution. */
  readonly interval: Interval
  readonly t: number
  /** Degrees of freedom by Welch–Satterthwaite. */
  readonly freedom: number
  /** Two-sided. */
  readonly p: number
}

/**
 * Welch's t test (1947): whether the means of two groups of unequal spread differ. Null if a group has
 * fewer than two runs, if scores overflow, or if neither group has any spread: t would be a division by
 * 0 (SciPy returns NaN or ±∞ with a warning).
 */
export function welchTest(x: ArrayLike<number>, y: ArrayLike<number>): WelchTest | null {
  const sx = standardDeviation(x)
  const sy = standardDeviation(y)
  if (sx === null || sy === null || sx + sy === 0) return null
  const vx = squareOf(sx) / x.length
  const vy = squareOf(sy) / y.length
  const error = Math.sqrt(vx + vy)
  const [shareX, shareY] = [vx / (vx + vy), vy / (vx + vy)]
  const freedom = 1 / (squareOf(shareX) / (x.length - 1) + squareOf(shareY) / (y.length - 1))
  const difference = mean(x) - mean(y)
  const margin = criticalT(0.05, freedom) * error
  const t = difference / error
  if (!Number.isFinite(t) || !Number.isFinite(freedom)) return null
  return {
    difference,
    interval: { lower: difference - margin, upper: difference + margin },
    t,
    freedom,
    p: twoSidedP(t, freedom),
  }
}
