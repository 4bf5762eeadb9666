import type { Rng } from '../rng.ts'
import type { Interval } from './bootstrap.ts'
import { mean, standardDeviation } from './location.ts'
import type { PermutationTest } from './permutation-test.ts'
import { criticalT, twoSidedP } from './student-t.ts'

/* Tests for two groups whose runs come in pairs, such as one run of each group with the same seed. */

/** For up to 17 pairs all 131,072 sign flips are enumerated; beyond, this many random ones are drawn. */
const MAX_EXACT_PAIRS = 17
const RANDOM_FLIPS = 20_000

export interface PairedTTest {
  readonly interval: Interval
  readonly t: number
  readonly freedom: number
  /** Two-sided. */
  readonly p: number
}

/** Student's t test of the differences. Null for fewer than two differences or if all are equal. */
export function pairedTTest(differences: readonly number[]): PairedTTest | null {
  const n = differences.length
  const deviation = standardDeviation(differences)
  if (!deviation) return null
  const center = mean(differences)
  const error = deviation / Math.sqrt(n)
  const t = center / error
  if (!Number.isFinite(t)) return null
  const reach = criticalT(0.05, n - 1) * error
  return {
    interval: { lower: center - reach, upper: center + reach },
    t,
    freedom: n - 1,
    p: twoSidedP(t, n - 1),
  }
}

/**
 * Fisher's sign-flip test: the share of all ways to give the differences signs whose sum is at least as
 * far from 0. Under the null hypothesis each difference could as well have had the other sign. For
 * random flips, p = (b + 1)/(B + 1).
 */
export function signFlipTest(differences: readonly number[], rng: Rng): PermutationTest {
  const sizes = differences.map(Math.abs)
  const largest = sizes.reduce((sum, size) => sum + size, 0)
  const tolerance = 1e-12 * largest
  const observed = Math.abs(differences.reduce((sum, difference) => sum + difference, 0))
  if (sizes.length > MAX_EXACT_PAIRS) {
    let asFar = 0
    for (let i = 0; i < RANDOM_FLIPS; i++) {
      const sum = sizes.reduce((total, size) => total + (rng.uniform() < 0.5 ? size : -size), 0)
      if (Math.abs(sum) >= observed - tolerance) asFar++
    }
    const deals = RANDOM_FLIPS
    return { p: (asFar + 1) / (deals + 1), leastP: 1 / (deals + 1), deals, isExact: false }
  }
  let asFar = 0
  let furthest = 0
  const flip = (from: number, sum: number): void => {
    if (from < sizes.length) {
      flip(from + 1, sum + sizes[from]!)
      flip(from + 1, sum - sizes[from]!)
      return
    }
    if (Math.abs(sum) >= observed - tolerance) asFar++
    if (Math.abs(sum) >= largest - tolerance) furthest++
  }
  flip(0, 0)
  const deals = 1 << sizes.length
  return { p: asFar / deals, leastP: furthest / deals, deals, isExact: true }
}
