import { expect, it } from 'vitest'
import { bonferroniLimit } from '#core/exact/bonferroni.ts'

it.each([
  // Quantiles of the standard normal distribution, from tables.
  [1, 0.01, 2.575829],
  [1, 0.002, 3.090232],
  [100, 0.01, 3.890592],
  [1000, 0.01, 4.417173],
])('of %d comparisons at %d it is %d', (comparisons, significance, limit) => {
  expect(bonferroniLimit(comparisons, significance)).toBeCloseTo(limit, 5)
})
