import { partsOf } from './fixed-point.ts'

/** 2ⁿ = POWERS_OF_TWO[n + 1022], for n from −1022 to 1023. */
export const POWERS_OF_TWO = new Float64Array(2046)
for (let n = -1022, power = 2 ** -1022; n < 1024; n++, power *= 2) POWERS_OF_TWO[n + 1022] = power

/** The smallest whole n with 2ⁿ ≥ x, for a finite x > 0. */
export function ceilLog2(x: number): number {
  const { integer, exponent } = partsOf(x)
  return exponent + (integer - 1n).toString(2).length - (integer === 1n ? 1 : 0)
}

/** 2ⁿ for a whole n: exactly, or Infinity, or 0. */
export function twoTo(n: number): number {
  let result = 1
  const factor = n < 0 ? 0.5 : 2
  for (let i = Math.min(1100, Math.abs(n)); i > 0; i--) result *= factor
  return result
}

/** The power of ten of the first digit of a finite x ≠ 0: 3 of 1234, −2 of 0.05. */
export const decimalExponent = (x: number): number => Number(x.toExponential().split('e')[1])

/** 10ⁿ for a whole n. */
export const tenTo = (n: number): number => Number(`1e${n}`)
