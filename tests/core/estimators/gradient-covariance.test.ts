import { expect, it } from 'vitest'
import { covarianceTrace } from '#core/estimators/gradient-covariance.ts'

it('is the summed sample variance of the components', () => {
  // (1, 0), (3, 0), (2, 6): variances 1 and 12.
  expect(covarianceTrace(3, 1 + 9 + 40, Float32Array.of(6, 6))).toBeCloseTo(13, 10)
})

it('is 0 between equal gradients, and unknown from one', () => {
  expect(covarianceTrace(2, 2, Float32Array.of(2, 0))).toBe(0)
  expect(covarianceTrace(2, 2 - 1e-12, Float32Array.of(2, 0))).toBe(0)
  expect(covarianceTrace(1, 5, Float32Array.of(1, 2))).toBeNull()
})
