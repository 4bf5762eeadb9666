import { squareOf } from './math/square.ts'

/** Mean of at least one value. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}

/**
 * Ten times the distance from 1 to the next number, at which SciPy's tests warn that samples are nearly
 * identical.
 */
const ROUNDING = 10 * 2 ** -52

/**
 * Whether values differ by more than rounding. Equal numbers that were summed in a different order do
 * not: their variance would describe only rounding.
 */
export function hasSpread(values: ArrayLike<number>): boolean {
  let lowest = Infinity
  let highest = -Infinity
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!Number.isFinite(value)) return true
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  return highest - lowest > ROUNDING * Math.max(Math.abs(lowest), Math.abs(highest))
}

/**
 * s with n − 1 in the denominator; 0 for values that differ by no more than rounding, null for fewer
 * than two values.
 */
export function standardDeviation(values: ArrayLike<number>): number | null {
  if (values.length < 2) return null
  if (!hasSpread(values)) return 0
  const center = mean(values)
  let squares = 0
  for (let i = 0; i < values.length; i++) squares += squareOf(values[i]! - center)
  return Math.sqrt(squares / (values.length - 1))
}
