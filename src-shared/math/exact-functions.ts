import {
  atScale,
  bitLength,
  ln2At,
  nearestDouble,
  partsOf,
  piAt,
  type Enclosure,
} from './fixed-point.ts'

/*
 * Correctly rounded functions, for finite arguments whose value is neither exact nor beyond the range
 * of doubles. They are slow: about 10 to 50 µs.
 */

/** Reduces |x| to whole quarter turns and a rest within ±π/4, known to 4 units. */
function quarterTurns(x: number, bits: number): { quarter: number; rest: bigint } {
  const { integer, exponent } = partsOf(Math.abs(x))
  // π, and with it its error, is multiplied by the number of turns.
  const finer = Math.max(0, exponent + 53)
  const value = atScale(integer, exponent, bits + finer)
  const quarterTurn = piAt(bits + finer) >> 1n
  const turns = (2n * value + quarterTurn) / (2n * quarterTurn)
  return { quarter: Number(turns & 3n), rest: (value - turns * quarterTurn) >> BigInt(finer) }
}

/** The Taylor series of sine (from 1) or cosine (from 0) of a number within ±1. */
export function sineSeries(rest: bigint, first: 0 | 1, bits: number): bigint {
  const scale = BigInt(bits)
  const square = (rest * rest) >> scale
  let term = first === 1 ? rest : 1n << scale
  let sum = term
  for (let n = first + 1; term !== 0n && term !== -1n; n += 2) {
    term = -((term * square) >> scale) / BigInt(n * (n + 1))
    sum += term
  }
  return sum
}

function sineOf(x: number, ahead: 0 | 1): number {
  return nearestDouble((wanted) => {
    // The rest of any double after the reduction is at least 2⁻⁶².
    const bits = wanted + 72
    const { quarter, rest } = quarterTurns(x, bits)
    const turned = (quarter + ahead) & 3
    const value = sineSeries(rest, turned % 2 === 0 ? 1 : 0, bits)
    return { value: turned < 2 ? value : -value, error: 1n << 16n, bits }
  })
}

export const exactSin = (x: number): number => (x < 0 ? -sineOf(-x, 0) : sineOf(x, 0))
export const exactCos = (x: number): number => sineOf(x, 1)

/** eˣ, where x is in units of 2^−bits and known to `error` of them. */
export function powerOfE(x: bigint, error: bigint, bits: number): Enclosure {
  const ln2 = ln2At(bits)
  const k = (2n * x + ln2) / (2n * ln2) - (2n * x + ln2 < 0n ? 1n : 0n)
  const rest = x - k * ln2
  let term = 1n << BigInt(bits)
  let sum = term
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = ((term * rest) >> BigInt(bits)) / n
    sum += term
  }
  const turns = k < 0n ? -k : k
  return { value: sum, error: 4n * (error + 2n * turns) + 1024n, bits: bits - Number(k) }
}

/** eˣ, correctly rounded. */
export function exactExp(x: number): number {
  const { integer, exponent } = partsOf(x)
  return nearestDouble((wanted) => {
    const bits = wanted + Math.max(0, -exponent - 52)
    return powerOfE(atScale(integer, exponent, bits), 1n, bits)
  })
}

/** ln of integer · 2^exponent > 0, to 2¹⁶ units. */
export function naturalLog(integer: bigint, exponent: number, bits: number): bigint {
  // m in [½, 1), doubled where that is nearer to 1.
  const length = bitLength(integer)
  const one = 1n << BigInt(bits)
  let m = atScale(integer, -length, bits)
  let e = exponent + length
  if (m * 100n < one * 71n) {
    m = atScale(integer, 1 - length, bits)
    e -= 1
  }
  const s = ((m - one) << BigInt(bits)) / (m + one)
  const square = (s * s) >> BigInt(bits)
  let power = s
  let sum = 0n
  for (let odd = 1n; power !== 0n && power !== -1n; odd += 2n) {
    sum += power / odd
    power = (power * square) >> BigInt(bits)
  }
  return 2n * sum + BigInt(e) * ln2At(bits)
}

/** ln of an exact number that differs from 1 by at least 2^−`nearness` of itself. */
const logarithm = (integer: bigint, exponent: number, nearness: number): number =>
  nearestDouble((wanted) => {
    const bits = wanted + nearness
    return { value: naturalLog(integer, exponent, bits), error: 1n << 16n, bits }
  })

export function exactLog(x: number): number {
  const { integer, exponent } = partsOf(x)
  return logarithm(integer, exponent, 53)
}

/** baseᵉ of a base > 0 whose logarithm is at least 2⁻⁵³. */
export function exactPow(base: number, power: number): number {
  const { integer, exponent } = partsOf(base)
  const by = partsOf(power)
  return nearestDouble((wanted) => {
    const bits = wanted + 64
    // A large power multiplies the error of the logarithm.
    const finer = Math.max(0, by.exponent + 53)
    const product = naturalLog(integer, exponent, bits + finer) * by.integer
    const value = atScale(product, by.exponent, 0)
    return powerOfE(value >> BigInt(finer), 1n << 17n, bits)
  })
}
