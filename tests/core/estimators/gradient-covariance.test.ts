import { describe, expect, it } from 'vitest'
import {
  covarianceTrace,
  gradientNoise,
  noiseToSignal,
} from '#core/estimators/gradient-covariance.ts'

const counts = (trajectories: number, steps = trajectories) => ({ trajectories, steps })

it('is the summed sample variance of the components', () => {
  // (1, 0), (3, 0), (2, 6): variances 1 and 12.
  expect(covarianceTrace(counts(3), 1 + 9 + 40, Math.hypot(6, 6))).toBeCloseTo(13, 10)
})

it('is 0 between equal gradients, whatever rounding says, and unknown from one', () => {
  expect(covarianceTrace(counts(2), 2, 2)).toBe(0)
  expect(covarianceTrace(counts(2), 2 - 1e-12, 2)).toBe(0)
  expect(covarianceTrace(counts(2), 2 + 1e-7, 2)).toBe(0)
  expect(covarianceTrace(counts(2), 2 + 1e-5, 2)).toBeCloseTo(1e-5, 10)
  expect(covarianceTrace(counts(1), 5, Math.sqrt(5))).toBeNull()
})

describe('noise to signal', () => {
  it('is the variance over the squared length that noise did not add', () => {
    // ‖Σ‖² = 72, ‖ḡ‖² = 8, of which 13/3 is the variance of a mean of three.
    expect(noiseToSignal(counts(3), 50, Math.hypot(6, 6))).toBeCloseTo(13 / (8 - 13 / 3), 10)
  })

  it('is unknown from one gradient, and where noise accounts for the whole length', () => {
    expect(noiseToSignal(counts(1), 8, Math.sqrt(8))).toBeNull()
    expect(noiseToSignal(counts(3), 8, Math.sqrt(8))).toBeNull()
    expect(noiseToSignal(counts(3), 9, Math.sqrt(8))).toBeNull()
    expect(noiseToSignal(counts(3), 0, 0)).toBeNull()
  })

  it('is unknown where rounding alone would make the signal', () => {
    expect(noiseToSignal(counts(50, 400), 8, Math.sqrt(8 + 1e-14))).toBeNull()
    expect(noiseToSignal(counts(50, 400), 8, Math.sqrt(8 + 1e-6))).toBeNull()
    expect(noiseToSignal(counts(50, 400), 8, Math.sqrt(8 + 1e-3))).toBeGreaterThan(1e5)
  })

  it('is 0 between equal gradients', () => {
    expect(noiseToSignal(counts(3), 3, 3)).toBe(0)
  })

  it.each([1e-42, 1e-21, 1e21, 1e42])('does not depend on the unit (squares times %f)', (unit) => {
    const plain = noiseToSignal(counts(3), 50, Math.hypot(6, 6))!
    expect(noiseToSignal(counts(3), 50 * unit, Math.sqrt(72 * unit))! / plain).toBeCloseTo(1, 12)
  })
})

it.each([
  ['trajectories', 3],
  ['steps', 10],
] as const)('is of undivided gradients when the weights average over %s', (average, divisor) => {
  const batch = counts(3, 10)
  const noise = gradientNoise({ average }, batch, 50 / divisor ** 2, Math.hypot(6, 6) / divisor)
  expect(noise.gradientCovarianceTrace).toBeCloseTo(13, 5)
  expect(noise.noiseToSignal).toBeCloseTo(39 / 11, 5)
})
