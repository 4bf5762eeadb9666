import { exactPow } from './exact-functions.ts'
import { exp } from './exponential.ts'
import { log } from './logarithm.ts'

const SPLIT = 134_217_729 // 2²⁷ + 1

/**
 * base^power, correctly rounded, for a base of 0 or more. It takes 10 to 50 µs, so use it for what is
 * computed once. NaN for a negative base, of which only integer powers are real.
 */
export function pow(base: number, power: number): number {
  if (power === 0) return 1
  if (!(base >= 0) || power !== power) return NaN
  if (base === 1) return 1
  if (base === 0 || base === Infinity) return (base === 0) === power > 0 ? 0 : Infinity
  // Beyond the range of doubles there is nothing to round.
  const exponent = power * log(base)
  return Math.abs(exponent) > 760 ? exp(exponent) : exactPow(base, power)
}

/**
 * base^count for an integer count of 0 or more, by squaring with twice the digits: within 0.501 units
 * of the last place for counts up to 2⁴⁰. NaN for other counts.
 */
export function wholePower(base: number, count: number): number {
  if (!(Number.isInteger(count) && count >= 0)) return NaN
  // Both are kept in two parts of 53 bits.
  let [high, low] = [1, 0]
  let [factor, factorRest] = [base, 0]
  for (let left = count; left >= 1; left = Math.floor(left / 2)) {
    if (left % 2 === 1) [high, low] = product(high, low, factor, factorRest)
    if (left > 1) [factor, factorRest] = product(factor, factorRest, factor, factorRest)
  }
  return high
}

/** Returns a function for base^count that computes each of many small counts once. */
export function powersOf(base: number): (count: number) => number {
  const known: number[] = []
  return (count) => (known[count] ??= wholePower(base, count))
}

/** (a + b)(c + d) to about 100 bits (Dekker 1971). */
function product(a: number, b: number, c: number, d: number): [number, number] {
  const first = a * c
  const spreadA = SPLIT * a
  const a1 = spreadA - (spreadA - a)
  const a2 = a - a1
  const spreadC = SPLIT * c
  const c1 = spreadC - (spreadC - c)
  const c2 = c - c1
  const rest = a1 * c1 - first + a1 * c2 + a2 * c1 + a2 * c2 + (a * d + b * c)
  const high = first + rest
  // A product that is not finite, or vanishes, has no second part.
  return Number.isFinite(high) && Number.isFinite(rest) ? [high, rest - (high - first)] : [first, 0]
}
