import { exactPow } from './exact-functions.ts'
import { exp } from './exponential.ts'
import { log } from './logarithm.ts'
import { product, type TwoDoubles } from './two-doubles.ts'

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
  let result: TwoDoubles = [1, 0]
  let factor: TwoDoubles = [base, 0]
  for (let left = count; left >= 1; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = product(result, factor)
    if (left > 1) factor = product(factor, factor)
  }
  return result[0]
}

/** Returns a function for base^count that computes each of many small counts once. */
export function powersOf(base: number): (count: number) => number {
  const known: number[] = []
  return (count) => (known[count] ??= wholePower(base, count))
}
