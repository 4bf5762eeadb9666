import { closerCos, closerSin } from './closer-sine.ts'
import { exactCos, exactSin } from './exact-functions.ts'
import { SINE_TABLE } from './sine-table.ts'

/*
 * Correctly rounded sine and cosine: of all doubles the one nearest to the true value, so that any correct
 * implementation has the same bits. Table lookup as of Gal (1986) with a rounding test as of Ziv (1991).
 *
 * With x = t + r, t the nearest multiple of π/256, |r| ≤ π/512: sin(t + r) = sin t cos r + cos t sin r. The table
 * has sin t and cos t in two parts, of 26 and 53 bits; r in two parts of 26 makes the largest product exact. What
 * is computed in 53 bits is at most 2⁻¹⁴ of the result, whose relative error stays below 2⁻⁶⁶ before it is rounded.
 * Where that does not decide, once in some 2,000 times, closer-sine.ts does.
 */

const SPLIT = 134_217_729 // 2²⁷ + 1 (Dekker 1971)
const UNCERTAIN = 2 ** -65
const PER_PART = 81.48733086305042 // 256 / π
/** π/256 in two parts of 35 bits, whose multiples up to LARGEST are exact, and one of 53. */
const PART1 = 0.012271846303065104
const PART2 = 2.0026126184249655e-14
const PART3 = 8.252343021083928e-26
const LARGEST = 2048
/** Below it sin x rounds to x and cos x to 1. */
const TINY = 2 ** -27
/** If something was subtracted from x, the rest must not be smaller, as its own last bits are not known. */
const SMALL_REST = 2 ** -22
/** Adding and subtracting it rounds to the nearest integer. */
const TO_WHOLE = 6_755_399_441_055_744 // 1.5 · 2⁵²

export function sin(x: number): number {
  const size = Math.abs(x)
  if (!(size <= LARGEST)) return Number.isFinite(x) ? exactSin(x) : NaN
  if (size < TINY) return x
  const k = x * PER_PART + TO_WHOLE - TO_WHOLE
  const start = x - k * PART1
  const moved = k * PART2
  const r = start - moved
  if (Math.abs(r) < SMALL_REST && k !== 0) return exactSin(x)
  const tail = start - r - moved - k * PART3
  const i = (k & 511) * 2
  const s1 = SINE_TABLE[i]!
  const s2 = SINE_TABLE[i + 1]!
  const c1 = SINE_TABLE[i + 256]!
  const c2 = SINE_TABLE[i + 257]!
  const spread = SPLIT * r
  const r1 = spread - (spread - r)
  const z = r * r
  const product = c1 * r1
  const high = s1 + product
  const low =
    product -
    (high - s1) +
    (s2 +
      (c1 * (r - r1) +
        c2 * r +
        ((s1 + s2) * cosineLessOne(z) + (c1 + c2) * (r * z) * sineRest(z)) +
        (c1 - s1 * r) * tail))
  const doubt = high * UNCERTAIN
  const result = high + (low + doubt)
  return result === high + (low - doubt) ? result : closerSin(x, k, r, tail)
}

export function cos(x: number): number {
  const size = Math.abs(x)
  if (!(size <= LARGEST)) return Number.isFinite(x) ? exactCos(x) : NaN
  if (size < TINY) return 1
  const k = x * PER_PART + TO_WHOLE - TO_WHOLE
  const start = x - k * PART1
  const moved = k * PART2
  const r = start - moved
  if (Math.abs(r) < SMALL_REST && k !== 0) return exactCos(x)
  const tail = start - r - moved - k * PART3
  const i = (k & 511) * 2
  const s1 = SINE_TABLE[i]!
  const s2 = SINE_TABLE[i + 1]!
  const c1 = SINE_TABLE[i + 256]!
  const c2 = SINE_TABLE[i + 257]!
  const spread = SPLIT * r
  const r1 = spread - (spread - r)
  const z = r * r
  const product = s1 * r1
  const high = c1 - product
  const low =
    c1 -
    high -
    product +
    (c2 -
      (s1 * (r - r1) +
        s2 * r +
        ((s1 + s2) * (r * z) * sineRest(z) - (c1 + c2) * cosineLessOne(z)) +
        (s1 + c1 * r) * tail))
  const doubt = high * UNCERTAIN
  const result = high + (low + doubt)
  return result === high + (low - doubt) ? result : closerCos(x, k, r, tail)
}

/** Writes sin x and cos x, which share most of their work. */
export function sinCos(x: number, into: Float64Array): void {
  const size = Math.abs(x)
  const k = x * PER_PART + TO_WHOLE - TO_WHOLE
  const start = x - k * PART1
  const moved = k * PART2
  const r = start - moved
  const isKnown = size <= LARGEST && size >= TINY && (Math.abs(r) >= SMALL_REST || k === 0)
  if (!isKnown) {
    into[0] = sin(x)
    into[1] = cos(x)
    return
  }
  const tail = start - r - moved - k * PART3
  const i = (k & 511) * 2
  const s1 = SINE_TABLE[i]!
  const s2 = SINE_TABLE[i + 1]!
  const c1 = SINE_TABLE[i + 256]!
  const c2 = SINE_TABLE[i + 257]!
  const spread = SPLIT * r
  const r1 = spread - (spread - r)
  const r2 = r - r1
  const z = r * r
  const p = cosineLessOne(z)
  const q = r * z * sineRest(z)
  const s = s1 + s2
  const c = c1 + c2

  const sineProduct = c1 * r1
  const sineHigh = s1 + sineProduct
  const sineLow =
    sineProduct -
    (sineHigh - s1) +
    (s2 + (c1 * r2 + c2 * r + (s * p + c * q) + (c1 - s1 * r) * tail))
  const sineDoubt = sineHigh * UNCERTAIN
  const sine = sineHigh + (sineLow + sineDoubt)
  into[0] = sine === sineHigh + (sineLow - sineDoubt) ? sine : closerSin(x, k, r, tail)

  const cosineProduct = s1 * r1
  const cosineHigh = c1 - cosineProduct
  const cosineLow =
    c1 -
    cosineHigh -
    cosineProduct +
    (c2 - (s1 * r2 + s2 * r + (s * q - c * p) + (s1 + c1 * r) * tail))
  const cosineDoubt = cosineHigh * UNCERTAIN
  const cosine = cosineHigh + (cosineLow + cosineDoubt)
  into[1] = cosine === cosineHigh + (cosineLow - cosineDoubt) ? cosine : closerCos(x, k, r, tail)
}

/** cos r − 1 as a function of r² ≤ (π/512)². */
const cosineLessOne = (z: number): number =>
  z * (z * (0.041666666666666664 - z * 0.001388888888888889) - 0.5)

/** (sin r − r) / r³. */
const sineRest = (z: number): number =>
  z * (0.008333333333333333 - z * 0.0001984126984126984) - 0.16666666666666666
