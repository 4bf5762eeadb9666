import { describe, expect, it } from 'vitest'
import { createRng } from '#core/rng.ts'
import { bootstrapInterval, bootstrapOne } from '#core/statistics/bootstrap.ts'
import { interquartileMean, mean, median } from '#core/statistics/location.ts'
import { performanceProfile } from '#core/statistics/performance-profile.ts'
import {
  improvementInterval,
  probabilityOfImprovement,
} from '#core/statistics/probability-of-improvement.ts'
import { A, B } from './scores.ts'

const options = (resamples = 20_000) => ({ rng: createRng(1, 'bootstrap'), resamples })

/** Bounds of a million resamples by numpy; 20,000 lie within a few tenths of a deviation of them. */
describe('bootstrap', () => {
  it.each([
    ['IQM', interquartileMean, 396.9, 496.25],
    ['mean', mean, 384.66, 486.83],
    ['median', median, 409.15, 499.2],
  ] as const)('finds the 95 %% interval of the %s', (_, statistic, lower, upper) => {
    const interval = bootstrapOne(A, statistic, options())
    expect(Math.abs(interval.lower - lower)).toBeLessThan(2.5)
    expect(Math.abs(interval.upper - upper)).toBeLessThan(2.5)
  })

  it('covers the mean of normal samples about as often as it says', () => {
    const rng = createRng(5, 'samples')
    const covered = Array.from({ length: 400 }, () => {
      const sample = Array.from({ length: 30 }, () => rng.normal())
      const { lower, upper } = bootstrapOne(sample, mean, { rng, resamples: 400 })
      return lower <= 0 && 0 <= upper
    }).filter(Boolean).length
    // The percentile interval of 30 is a little narrow: about 93.5 %, and 400 samples vary by 1.2 %.
    expect(covered / 400).toBeGreaterThan(0.9)
    expect(covered / 400).toBeLessThan(0.975)
  })

  it('draws every stratum from itself only, as large as it was', () => {
    const seen = new Set<string>()
    bootstrapInterval(
      [
        [1, 2],
        [10, 20, 30],
      ],
      ([small, large]) => {
        seen.add(`${small!.length} ${large!.length}`)
        expect(Math.max(...small!)).toBeLessThanOrEqual(2)
        expect(Math.min(...large!)).toBeGreaterThanOrEqual(10)
        return 0
      },
      options(50),
    )
    expect([...seen]).toEqual(['2 3'])
  })

  it('aggregates over tasks within strata', () => {
    const tasks = [A.map((score) => score / 500), B.map((score) => score / 500)]
    const iqm = (parts: readonly Float64Array[]) =>
      interquartileMean(parts.flatMap((part) => [...part]))
    const { lower, upper } = bootstrapInterval(tasks, iqm, options(5000))
    expect(lower).toBeCloseTo(0.734, 1.9)
    expect(upper).toBeCloseTo(0.899, 1.9)
  })

  it('gives the same interval from the same seed', () => {
    expect(bootstrapOne(A, mean, options(100))).toEqual(bootstrapOne(A, mean, options(100)))
  })

  it('is a point where all runs are equal', () => {
    expect(bootstrapOne([4, 4, 4], median, options(10))).toEqual({ lower: 4, upper: 4 })
  })
})

describe('probability of improvement', () => {
  it('counts the pairs that are won, ties as half', () => {
    // 3 > 1, 3 > 2, 2 > 1, 2 = 2: three and a half of four.
    expect(probabilityOfImprovement([3, 2], [1, 2])).toBe(3.5 / 4)
    expect(probabilityOfImprovement([1, 2], [3, 2])).toBe(0.5 / 4)
    expect(probabilityOfImprovement([1, 1], [1])).toBe(0.5)
  })

  it('is the Mann–Whitney U over n·m: scipy.stats.mannwhitneyu gives 83 of 100', () => {
    expect(probabilityOfImprovement(A, B)).toBe(0.83)
  })

  it('has an interval by drawing runs of each group from that group', () => {
    // A million resamples by numpy: 0.60 to 1.00.
    const { lower, upper } = improvementInterval(A, B, options(5000))
    expect(Math.abs(lower - 0.6)).toBeLessThanOrEqual(0.02)
    expect(Math.abs(upper - 1)).toBeLessThanOrEqual(0.02)
  })

  it('counts ties as half in its interval too', () => {
    expect(improvementInterval([2, 2], [2, 2], options(50))).toEqual({ lower: 0.5, upper: 0.5 })
    // Every resample of x is 1s and 2s: between none and all of them tie.
    expect(improvementInterval([1, 2], [2], options(500))).toEqual({ lower: 0, upper: 0.5 })
  })
})

describe('performance profile', () => {
  it('is the share of runs that score more than each threshold, with a band', () => {
    const profile = performanceProfile(A, [200, 450, 500])
    expect(profile.fraction).toEqual([1, 0.7, 0])
    // scipy.stats.binomtest(k, 10).proportion_ci(method='wilson') of 10, 7 and 0.
    const bounds = [
      [0.7224672001371109, 1],
      [0.39677814746114526, 0.892208732593699],
      [0, 0.27753279986288926],
    ]
    bounds.forEach(([lower, upper], i) => {
      expect(profile.lower[i]).toBeCloseTo(lower!, 12)
      expect(profile.upper[i]).toBeCloseTo(upper!, 12)
    })
  })
})
