import { expect, it } from 'vitest'
import { hasSpread, standardDeviation } from '#shared/sample.ts'

it('is 0 where all values are one, whatever the rounding of their mean', () => {
  // (0.95 + 0.95 + 0.95)/3 is not 0.95 in float64.
  expect(standardDeviation([0.95, 0.95, 0.95])).toBe(0)
  expect(standardDeviation([0.3, 0.1 + 0.2])).toBe(0)
  expect(standardDeviation([0, 0])).toBe(0)
  expect(standardDeviation([7])).toBeNull()
})

it('is told of the smallest differences that are no rounding', () => {
  expect(standardDeviation([1, 1 + 1e-12])).toBeGreaterThan(7e-13)
  expect(standardDeviation([-1e-20, 1e-20])).toBeCloseTo(Math.SQRT2 * 1e-20, 30)
})

it('does not call what is not finite equal', () => {
  expect(hasSpread([Infinity, Infinity])).toBe(true)
  expect(hasSpread([NaN, NaN])).toBe(true)
})
