import { exactCos, exactSin } from './exact-functions.ts'
import { SINE_TABLE } from './sine-table.ts'
import { product, sum, type TwoDoubles } from './two-doubles.ts'

/*
 * Decides the roundings that sine.ts leaves open, with two doubles for each of its numbers. The integers of
 * exact-functions.ts, which take at least three times as long, are left with one value in some two million.
 */

const UNCERTAIN = 2 ** -75
const MINUS_SIXTH: TwoDoubles = [-0.16666666666666666, -9.25185853854297e-18]

/** sin(k π/256 + r), |r| ≤ π/512, with a relative error below 2⁻⁷⁷. */
export function sineOf(k: number, r: TwoDoubles): TwoDoubles {
  const i = (k & 511) * 2
  const sine: TwoDoubles = [SINE_TABLE[i]!, SINE_TABLE[i + 1]!]
  const cosine: TwoDoubles = [SINE_TABLE[i + 256]!, SINE_TABLE[i + 257]!]
  const z = product(r, r)
  const [x] = r
  const [y] = z
  const cosineTerms = y * y * (1 / 24 - y * (1 / 720 - y / 40320))
  const sineTerms = x * y * y * (1 / 120 - y * (1 / 5040 - y / 362880))
  const cosineLessOne = sum([-0.5 * y, -0.5 * z[1]], [cosineTerms, 0])
  const sineOfRest = sum(r, sum(product(product(r, z), MINUS_SIXTH), [sineTerms, 0]))
  return sum(sine, sum(product(sine, cosineLessOne), product(cosine, sineOfRest)))
}

/** Rounds a number whose relative error is below UNCERTAIN to the nearest double; NaN if it may be either of two. */
function rounded([high, low]: TwoDoubles): number {
  const doubt = high * UNCERTAIN
  const result = high + (low + doubt)
  return result === high + (low - doubt) ? result : NaN
}

/** sin x, correctly rounded, of x = k π/256 + r + tail. */
export function closerSin(x: number, k: number, r: number, tail: number): number {
  const result = rounded(sineOf(k, [r, tail]))
  return result === result ? result : exactSin(x)
}

/** cos x, correctly rounded, of x = k π/256 + r + tail. */
export function closerCos(x: number, k: number, r: number, tail: number): number {
  const result = rounded(sineOf(k + 128, [r, tail]))
  return result === result ? result : exactCos(x)
}
