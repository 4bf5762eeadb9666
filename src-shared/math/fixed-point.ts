/*
 * Elementary functions to any number of digits, in integers. They decide the rare roundings that the
 * fast functions beside them cannot, and a test derives the tables of those functions from them.
 */

/** A number that lies within `error` of `value`, both in units of 2^−bits. */
export interface Enclosure {
  readonly value: bigint
  readonly error: bigint
  readonly bits: number
}

const FIRST_BITS = 96
/** No inexact value of these functions comes closer than this to the middle between two doubles. */
const LAST_BITS = 1024

/**
 * Returns the double nearest to a number that `enclose` knows ever more closely (Ziv 1991), ties to even.
 * An enclosure must hold about `bits` significant bits.
 */
export function nearestDouble(enclose: (bits: number) => Enclosure): number {
  for (let wanted = FIRST_BITS; ; wanted *= 2) {
    const { value, error, bits } = enclose(wanted)
    const low = toDouble(value - error, bits)
    if (low === toDouble(value + error, bits) || wanted > LAST_BITS) {
      return wanted > LAST_BITS ? toDouble(roundedTo(value, bits - 512), 512) : low
    }
  }
}

/** Returns `value` without its last `dropped` bits, rounded to nearest. */
const roundedTo = (value: bigint, dropped: number): bigint =>
  dropped <= 0
    ? value << BigInt(-dropped)
    : (value + (1n << BigInt(dropped - 1))) >> BigInt(dropped)

/** The length of a positive number in bits. */
export function bitLength(value: bigint): number {
  const digits = value.toString(16)
  return 4 * digits.length - Math.clz32(parseInt(digits[0]!, 16)) + 28
}

/** The double nearest to value · 2^−bits, ties to even. */
export function toDouble(value: bigint, bits: number): number {
  if (value < 0n) return -toDouble(-value, bits)
  if (value === 0n) return 0
  const length = bitLength(value)
  const isSubnormal = length - bits <= -1022
  // 64 bits decide the rounding of normal numbers, the last standing for all that follow; subnormal
  // ones have units of 2⁻¹⁰⁷⁶.
  const shift = isSubnormal ? bits - 1076 : length - 64
  if (shift <= 0) return scaled(Number(value), -bits)
  const kept = value >> BigInt(shift)
  const rest = kept << BigInt(shift) === value ? 0n : 1n
  if (!isSubnormal) return scaled(Number(kept | rest), shift - bits)
  const up = (kept & 3n) > 2n || ((kept & 3n) === 2n && (rest === 1n || (kept & 4n) !== 0n))
  return scaled(Number((kept >> 2n) + (up ? 1n : 0n)), -1074)
}

/** x · 2^exponent, in steps that stay within the range of doubles as long as possible. */
function scaled(x: number, exponent: number): number {
  let result = x
  let left = exponent
  for (; left > 900; left -= 900) result *= powerOfTwo(900)
  for (; left < -900; left += 900) result *= powerOfTwo(-900)
  return result * powerOfTwo(left)
}

const words = new DataView(new ArrayBuffer(8))

/** 2^exponent for exponents from −1022 to 1023. */
function powerOfTwo(exponent: number): number {
  words.setUint32(0, (exponent + 1023) << 20)
  words.setUint32(4, 0)
  return words.getFloat64(0)
}

/** A finite double as integer · 2^exponent. */
export function partsOf(x: number): { readonly integer: bigint; readonly exponent: number } {
  words.setFloat64(0, x)
  const high = words.getUint32(0)
  const biased = (high >>> 20) & 0x7ff
  const fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(words.getUint32(4))
  const magnitude = biased === 0 ? fraction : fraction | (1n << 52n)
  return { integer: x < 0 ? -magnitude : magnitude, exponent: Math.max(biased, 1) - 1075 }
}

/** integer · 2^exponent in units of 2^−bits, rounded down. */
export const atScale = (integer: bigint, exponent: number, bits: number): bigint =>
  exponent + bits >= 0 ? integer << BigInt(exponent + bits) : integer >> BigInt(-exponent - bits)

/** Σ x^(2i+1)/(2i+1) for x = 1/n, with alternating signs if `sign` is −1: atanh or atan of 1/n. */
function inverseSeries(n: bigint, sign: 1n | -1n, bits: number): bigint {
  let power = (1n << BigInt(bits)) / n
  let sum = 0n
  let direction = 1n
  for (let odd = 1n; power !== 0n; odd += 2n) {
    sum += (direction * power) / odd
    power /= n * n
    direction *= sign
  }
  return sum
}

/** Caches a constant for every number of bits requested; it is computed with 32 bits more. */
function constant(make: (bits: number) => bigint): (bits: number) => bigint {
  const known = new Map<number, bigint>()
  return (bits) => {
    const found = known.get(bits) ?? make(bits + 32) >> 32n
    known.set(bits, found)
    return found
  }
}

/** π by Machin's formula, to 2 units. */
export const piAt = constant(
  (bits) => 16n * inverseSeries(5n, -1n, bits) - 4n * inverseSeries(239n, -1n, bits),
)

/** ln 2 = 2 artanh(1/3), to 2 units. */
export const ln2At = constant((bits) => 2n * inverseSeries(3n, 1n, bits))
