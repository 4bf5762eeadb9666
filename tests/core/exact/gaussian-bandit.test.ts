import { describe, expect, it } from 'vitest'
import {
  gaussianGradient,
  gaussianObjective,
  gradientVariances,
  optimalBaselines,
} from '#core/exact/gaussian-bandit.ts'

describe('the Gaussian bandit at μ = 0, σ = 1', () => {
  const arm = { mean: 0, sigma: 1, target: 1 }
  const both = (baseline: number) => ({ mean: baseline, logSigma: baseline })

  it('earns −2 and has the gradient (2, −2)', () => {
    expect(gaussianObjective(arm)).toBe(-2)
    expect(gaussianGradient(arm)).toEqual({ mean: 2, logSigma: -2 })
  })

  it('has the variances 30 and 136 without a baseline, 18 and 96 with J', () => {
    expect(gradientVariances(arm, both(0))).toEqual({ mean: 30, logSigma: 136 })
    expect(gradientVariances(arm, both(-2))).toEqual({ mean: 18, logSigma: 96 })
  })

  it('has the variances 14 and 64 with the best baselines, −4 and −6', () => {
    expect(optimalBaselines(arm)).toEqual({ mean: -4, logSigma: -6 })
    expect(gradientVariances(arm, optimalBaselines(arm))).toEqual({ mean: 14, logSigma: 64 })
  })
})

it('has the gradient that central differences of J find', () => {
  const arm = { mean: 0.3, sigma: 0.7, target: -1.2 }
  const h = 1e-5
  const { mean, logSigma } = gaussianGradient(arm)
  const moved = (changes: Partial<typeof arm>) => gaussianObjective({ ...arm, ...changes })
  expect(mean).toBeCloseTo((moved({ mean: 0.3 + h }) - moved({ mean: 0.3 - h })) / (2 * h), 8)
  const slope =
    (moved({ sigma: 0.7 * Math.exp(h) }) - moved({ sigma: 0.7 * Math.exp(-h) })) / (2 * h)
  expect(logSigma).toBeCloseTo(slope, 8)
})
