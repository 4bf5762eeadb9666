import { squareOf } from '#shared/math/square.ts'
import { criticalT, noncentralTCdf } from './student-t.ts'

/** A difference of means that a comparison should find, and the spread it must be found in. */
export interface WishedComparison {
  readonly difference: number
  /** Standard deviations of the two groups. */
  readonly standardDeviations: readonly [number, number]
  /** Chance of a false alarm. */
  readonly alpha?: number
}

/** More seeds than anyone trains. */
const MOST_SEEDS = 100_000
/** The series of the noncentral t ends here; power is 1 to all digits long before. */
const LARGEST_NONCENTRALITY = 37

/**
 * The chance that Welch's two-sided test with `seeds` in each group finds the difference, for normal
 * scores: P(|T| > t_crit) of a noncentral t with δ = Δ/√((σ₁² + σ₂²)/n) and Satterthwaite's degrees of
 * freedom at these σ. With σ₁ = σ₂ that is the classical power of the two-sample t test, exactly.
 */
export function power(
  { difference, standardDeviations: [a, b], alpha = 0.05 }: WishedComparison,
  seeds: number,
): number {
  const noncentrality = Math.abs(difference) / Math.sqrt((squareOf(a) + squareOf(b)) / seeds)
  const freedom =
    ((seeds - 1) * squareOf(squareOf(a) + squareOf(b))) /
    (squareOf(squareOf(a)) + squareOf(squareOf(b)))
  const critical = criticalT(alpha, freedom)
  const delta = Math.min(noncentrality, LARGEST_NONCENTRALITY)
  return 1 - noncentralTCdf(critical, freedom, delta) + noncentralTCdf(-critical, freedom, delta)
}

/**
 * The fewest seeds per group, at least 2, that find the difference with the wished power. Null: no
 * spread was given, no difference, or more than 100,000 were needed.
 */
export function seedsNeeded(wished: WishedComparison, wishedPower = 0.8): number | null {
  const [a, b] = wished.standardDeviations
  if (a + b === 0 || wished.difference === 0) return null
  const isEnough = (seeds: number) => power(wished, seeds) >= wishedPower
  let high = 2
  while (!isEnough(high)) {
    if (high >= MOST_SEEDS) return null
    high = Math.min(MOST_SEEDS, 2 * high)
  }
  let low = 1
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isEnough(middle)) high = middle
    else low = middle
  }
  return high
}
