import { exactLog } from './exact-functions.ts'
import { POWERS_OF_TWO } from './exponents.ts'
import { LOGARITHM_TABLE } from './logarithm-table.ts'

/*
 * With x = 2ᵉ m, √½ ≤ m < √2, and the table's c ≈ 1/m, ln x = e ln 2 − ln c + ln(1 + r), where r = m c
 * − 1 and |r| < 0.007. The first parts of ln 2 and of −ln c are multiples of 2⁻⁴⁰, so e times the one
 * plus the other is exact. What is computed in 53 bits is at most 2⁻¹⁵ of the result.
 */

const SPLIT = 134_217_729 // 2²⁷ + 1
const UNCERTAIN = 2 ** -67
/** ln 2 as a multiple of 2⁻⁴⁰ and a double. */
const LN2_FIRST = 0.6931471805601177
const LN2_REST = -1.7239444525614835e-13
const SMALLEST = 2 ** -1022
/** From here on, the power of two that scales x is subnormal. */
const LARGE = 2 ** 1022

const doubles = new Float64Array(1)
const words = new Int32Array(doubles.buffer)
/** The index of the word with the exponent. */
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0
/** The upper word of √½, without its last bits. */
const ORIGIN = 0x3fe6a09e

/** ln x, correctly rounded. */
export function log(x: number): number {
  return x >= SMALLEST && x < LARGE ? near(x, 0, 0, true) : special(x)
}

/** ln(1 + x), within 0.51 units of the last place. */
export function log1p(x: number): number {
  if (!(x > -1 && x < LARGE)) return special(1 + x)
  if (Math.abs(x) < 2 ** -54) return x
  const sum = 1 + x
  const back = sum - 1
  // The relative rounding error of the sum (Knuth's TwoSum).
  return near(sum, (1 - (sum - back) + (x - back)) / sum, 0, false)
}

function special(x: number): number {
  if (x === 0) return -Infinity
  if (!(x > 0)) return NaN
  if (x === Infinity) return x
  return x < 1 ? near(x * 2 ** 54, 0, -54, true) : near(x * 2 ** -54, 0, 54, true)
}

/** ln of x · 2^moved · (1 + tail) for a normal x and a tail below 2⁻⁵². */
function near(x: number, tail: number, moved: number, isTested: boolean): number {
  doubles[0] = x
  const exponent = (words[HIGH]! - ORIGIN) >> 20
  const m = x * POWERS_OF_TWO[1022 - exponent]!
  const e = exponent + moved
  const i = ((m * 128 + 0.5) | 0) - 91
  const c = LOGARITHM_TABLE[4 * i]!
  const spreadM = SPLIT * m
  const m1 = spreadM - (spreadM - m)
  const whole = m1 * c - 1
  const part = (m - m1) * c
  const r = whole + part
  const backR = r - whole
  const rest = whole - (r - backR) + (part - backR)
  const spread = SPLIT * r
  const r1 = spread - (spread - r)
  const square = 0.5 * r1 * r1
  const squareRest = 0.5 * (r - r1) * (r + r1)
  const z = r * r
  // r³/3 − r⁴/4 + … − r¹⁰/10, evaluated in short chains.
  const cube =
    r *
    z *
    (1 / 3 -
      0.25 * r +
      z * (0.2 - (1 / 6) * r) +
      z * z * (1 / 7 - 0.125 * r + z * (1 / 9 - 0.1 * r)))
  const exact = e * LN2_FIRST + LOGARITHM_TABLE[4 * i + 1]!
  const sum = exact + r
  const back = sum - exact
  const lost = exact - (sum - back) + (r - back)
  const high = sum - square
  const backHigh = high - sum
  const lostHigh = sum - (high - backHigh) - (square + backHigh)
  const low =
    lost +
    lostHigh +
    (e * LN2_REST + LOGARITHM_TABLE[4 * i + 2]! + (tail + rest - r * rest - squareRest + cube))
  if (!isTested) return high + low
  const doubt = high * UNCERTAIN
  const result = high + (low + doubt)
  return result === high + (low - doubt)
    ? result
    : exactLog(moved === 0 ? x : moved < 0 ? x * 2 ** -54 : x * 2 ** 54)
}
