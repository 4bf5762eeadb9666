import { exactExp } from './exact-functions.ts'
import { POWERS_OF_TWO } from './exponents.ts'
import { EXPONENTIAL_TABLE } from './exponential-table.ts'

/*
 * With k the integer nearest to 128 x / ln 2 and r = x − k ln 2 / 128, eˣ = 2^(k/128) eʳ and |r| ≤ ln 2
 * / 256. The table holds 2^(i/128) in two parts, as sine-table.ts does. What is computed in 53 bits is
 * at most 2⁻¹⁷ of the result.
 */

const SPLIT = 134_217_729 // 2²⁷ + 1
const UNCERTAIN = 2 ** -67
const PER_PART = 184.6649652337873 // 128 / ln 2
/** ln 2 / 128 in two parts of 32 bits, whose products with k are exact, and one of 53. */
const PART1 = 0.005415212348452769
const PART2 = -3.281964900695705e-13
const PART3 = 1.636073772867244e-23
/** Beyond these, eˣ is Infinity, 0, or has fewer than 53 bits. */
const LARGEST = 709.782712893384
const SMALLEST_NORMAL = -708.3
const SMALLEST = -745.1332191019412
/** Below it eˣ rounds to 1. */
const TINY = 2 ** -54

/** Adding and subtracting it rounds to the nearest integer. */
const TO_WHOLE = 6_755_399_441_055_744 // 1.5 · 2⁵²

/** eˣ, correctly rounded. */
export function exp(x: number): number {
  if (!(x >= SMALLEST_NORMAL && x <= LARGEST)) return farOut(x)
  if (Math.abs(x) < TINY) return 1
  const k = x * PER_PART + TO_WHOLE - TO_WHOLE
  const start = x - k * PART1
  const moved = k * PART2
  const r = start - moved
  const rest = start - r - moved - k * PART3
  const i = (k & 127) * 2
  const t1 = EXPONENTIAL_TABLE[i]!
  const t2 = EXPONENTIAL_TABLE[i + 1]!
  const spread = SPLIT * r
  const r1 = spread - (spread - r)
  const r2 = r - r1
  const z = r * r
  const q = z * (0.5 + (1 / 6) * r + z * (1 / 24 + (1 / 120) * r + (1 / 720) * z))
  const product = t1 * r1
  const high = t1 + product
  const low = product - (high - t1) + (t2 + (t1 * r2 + t2 * r + (t1 + t2) * (q + rest)))
  const doubt = high * UNCERTAIN
  const result = high + (low + doubt)
  if (result !== high + (low - doubt)) return exactExp(x)
  const n = k >> 7
  return n === 1024 ? result * 2 * POWERS_OF_TWO[2045]! : result * POWERS_OF_TWO[n + 1022]!
}

function farOut(x: number): number {
  if (x !== x) return NaN
  if (x > LARGEST) return Infinity
  return x < SMALLEST ? 0 : exactExp(x)
}

/** eˣ − 1, within 0.51 units of the last place. */
export function expm1(x: number): number {
  if (!(x > -45 && x < 45)) return x < 0 ? -1 : exp(x)
  if (Math.abs(x) < TINY) return x
  const k = x * PER_PART + TO_WHOLE - TO_WHOLE
  const start = x - k * PART1
  const moved = k * PART2
  const r = start - moved
  const rest = start - r - moved - k * PART3
  const spread = SPLIT * r
  const r1 = spread - (spread - r)
  const r2 = r - r1
  const cube =
    r *
    r *
    r *
    (1 / 6 + r * (0.041666666666666664 + r * (0.008333333333333333 + r * 0.001388888888888889)))
  // r² / 2 in two parts: when 1 is subtracted from nearly 1, the last bits count.
  const square = 0.5 * r1 * r1
  const squareRest = 0.5 * r2 * (r + r1)
  const sum = r + square
  const sumRest = square - (sum - r) + (squareRest + (cube + rest))
  if (k === 0) return sum + sumRest
  const i = (k & 127) * 2
  const t1 = EXPONENTIAL_TABLE[i]!
  const t2 = EXPONENTIAL_TABLE[i + 1]!
  const power = POWERS_OF_TWO[(k >> 7) + 1022]!
  const sumSpread = SPLIT * sum
  const s1 = sumSpread - (sumSpread - sum)
  const s2 = sum - s1
  const product = t1 * s1
  const high = t1 + product
  const low = product - (high - t1) + (t2 + (t1 * s2 + t2 * sum + (t1 + t2) * sumRest))
  const scaled = high * power
  const less = scaled - 1
  const back = less - scaled
  return less + (scaled - (less - back) - (1 + back) + low * power)
}

/** tanh x = (e²ˣ − 1)/(e²ˣ + 1), within 2 units of the last place. */
export function tanh(x: number): number {
  const a = Math.abs(x)
  if (x === 0) return x
  if (a > 22) return Math.sign(x)
  const e = expm1(2 * a)
  const result = x !== x ? NaN : a > 1 ? 1 - 2 / (e + 2) : e / (e + 2)
  return x < 0 ? -result : result
}
