import { describe, expect, it } from 'vitest'
import {
  covarianceTrace,
  gradientNoise,
  noiseToSignal,
} from '#core/estimators/gradient-covariance.ts'

it('is the summed sample variance of the components', () => {
  // (1, 0), (3, 0), (2, 6): variances 1 and 12.
  expect(covarianceTrace(3, 1 + 9 + 40, Math.hypot(6, 6))).toBeCloseTo(13, 10)
})

it('is 0 between equal gradients, and unknown from one', () => {
  expect(covarianceTrace(2, 2, 2)).toBe(0)
  expect(covarianceTrace(2, 2 - 1e-12, 2)).toBe(0)
  expect(covarianceTrace(1, 5, Math.sqrt(5))).toBeNull()
})

describe('noise to signal', () => {
  it('is the variance over the squared length that noise did not add', () => {
    // ‖(2, 2)‖² = 8, of which 13/3 is the variance of a mean of three.
    expect(noiseToSignal(3, 13, 8)).toBeCloseTo(13 / (8 - 13 / 3), 10)
  })

  it('is unknown from one gradient, and where noise accounts for the whole length', () => {
    expect(noiseToSignal(1, null, 8)).toBeNull()
    expect(noiseToSignal(3, 24, 8)).toBeNull()
    expect(noiseToSignal(3, 30, 8)).toBeNull()
    expect(noiseToSignal(3, 0, 0)).toBeNull()
  })

  it('is 0 between equal gradients', () => {
    expect(noiseToSignal(3, 0, 8)).toBe(0)
  })
})

it.each([
  ['trajectories', 3],
  ['steps', 10],
] as const)('is of undivided gradients when the weights average over %s', (average, divisor) => {
  const counts = { trajectories: 3, steps: 10 }
  const noise = gradientNoise({ average }, counts, 50 / divisor ** 2, Math.hypot(6, 6) / divisor)
  expect(noise.gradientCovarianceTrace).toBeCloseTo(13, 5)
  expect(noise.noiseToSignal).toBeCloseTo(39 / 11, 5)
})
