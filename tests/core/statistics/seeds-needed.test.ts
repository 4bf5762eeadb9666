import { describe, expect, it } from 'vitest'
import { power, seedsNeeded } from '#core/statistics/seeds-needed.ts'

/** Difference d in units of a common standard deviation: Cohen's d. */
const effect = (d: number) => ({ difference: d, standardDeviations: [1, 1] as const })

describe('how many seeds are needed', () => {
  // Cohen (1988), Statistical Power Analysis, table 2.4.1; 1.2 and above by scipy's noncentral t.
  it.each([
    [0.2, 394],
    [0.5, 64],
    [0.8, 26],
    [1, 17],
    [1.2, 12],
    [1.5, 9],
    [2, 6],
    [3, 4],
  ])('d = %d takes %i per group for power 0.8', (d, seeds) => {
    expect(seedsNeeded(effect(d))).toBe(seeds)
  })

  it('tells the power of ten seeds at d = 1', () => {
    expect(power(effect(1), 10)).toBeCloseTo(0.5620066465861492, 9)
  })

  it('has Welch’s degrees of freedom where the spreads differ', () => {
    // scipy: 16 are the first to reach 0.8, with a power of 0.81314.
    const wished = { difference: -50, standardDeviations: [30, 60] as const }
    expect(seedsNeeded(wished)).toBe(16)
    expect(power(wished, 16)).toBeCloseTo(0.813138599566756, 9)
  })

  it('takes two seeds for what cannot be overlooked', () => {
    expect(seedsNeeded(effect(1000))).toBe(2)
  })

  it('knows no number without a difference or without a spread, or beyond 100,000', () => {
    expect(seedsNeeded(effect(0))).toBeNull()
    expect(seedsNeeded({ difference: 1, standardDeviations: [0, 0] })).toBeNull()
    expect(seedsNeeded(effect(0.001))).toBeNull()
  })
})
