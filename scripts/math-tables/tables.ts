import { naturalLog, powerOfE, sineSeries } from '#shared/math/exact-functions.ts'
import { bitLength, ln2At, partsOf, piAt, toDouble } from '#shared/math/fixed-point.ts'

/* Computes the tables of src-shared/math from integers of 256 bits. */

const BITS = 256
const at = BigInt(BITS)

/** value · 2^−256 in two parts: a number of `bits` bits, and the rest as a double. */
function inTwo(value: bigint, bits: number): [number, number] {
  if (value === 0n) return [0, 0]
  if (value < 0n) return inTwo(-value, bits).map((part) => 0 - part) as [number, number]
  const dropped = BigInt(bitLength(value) - bits)
  return inTwoAt(value, dropped)
}

/** Splits a value into two doubles, the first of which is a multiple of 2^(dropped − 256). */
function inTwoAt(value: bigint, dropped: bigint): [number, number] {
  const first = ((value + (1n << (dropped - 1n))) >> dropped) << dropped
  return [toDouble(first, BITS), toDouble(value - first, BITS)]
}

export function sineTable(): number[] {
  return Array.from({ length: 640 }, (_, i) => {
    // The argument of the series lies within an eighth of a turn.
    const quarters = Math.floor((i + 64) / 128)
    const angle = (BigInt(i - 128 * quarters) * piAt(BITS)) >> 8n
    const value = sineSeries(angle, quarters % 2 === 0 ? 1 : 0, BITS)
    return inTwo((quarters & 2) === 0 ? value : -value, 26)
  }).flat()
}

export function expTable(): number[] {
  return Array.from({ length: 128 }, (_, i) => {
    const { value, bits } = powerOfE((BigInt(i) * ln2At(BITS)) >> 7n, 1n, BITS)
    // From √2 on the value lies above 1, so the unit is twice as large.
    return inTwo(value << BigInt(BITS - bits), 26)
  }).flat()
}

export function logTable(): number[] {
  return Array.from({ length: 91 }, (_, i) => {
    const c = Math.round((512 * 128) / (91 + i)) / 512
    const { integer, exponent } = partsOf(c)
    const value = -naturalLog(integer, exponent, BITS)
    return [c, ...inTwoAt(value, at - 40n), 0]
  }).flat()
}
