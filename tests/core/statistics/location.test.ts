import { describe, expect, it } from 'vitest'
import {
  interquartileMean,
  mean,
  median,
  optimalityGap,
  quantile,
  standardDeviation,
} from '#core/statistics/location.ts'
import { A } from './scores.ts'

describe('what one number says of a sample', () => {
  it('takes means, medians and deviations', () => {
    expect(mean([1, 2, 6])).toBe(3)
    expect(median([9, 1, 4])).toBe(4)
    expect(median([9, 1, 4, 5])).toBe(4.5)
    // Σ(x − 3)² = 4 + 1 + 9, over n − 1.
    expect(standardDeviation([1, 2, 6])).toBeCloseTo(Math.sqrt(7), 12)
    // numpy.std(A, ddof=1) and numpy.median(A).
    expect(standardDeviation(A)).toBeCloseTo(88.41777661885772, 10)
    expect(median(A)).toBe(482.25)
  })

  it('has no deviation for one score', () => {
    expect(standardDeviation([5])).toBeNull()
  })

  it('drops the outer quarters for the interquartile mean, of any order', () => {
    expect(interquartileMean([100, 1, 3, 2])).toBe(2.5)
    expect(interquartileMean([8, 1, 7, 2, 6, 3, 5, -90])).toBe(4)
  })

  it.each([
    [10, 473.2833333333333],
    [7, 445.2999999999999],
    [5, 458.9333333333334],
    [3, 466.8],
  ])('drops ⌊n/4⌋ at each end of %i scores, as scipy.stats.trim_mean does', (n, expected) => {
    expect(interquartileMean(A.slice(0, n))).toBeCloseTo(expected, 10)
  })

  it('leaves the scores as they were', () => {
    const scores = [3, 1, 2]
    interquartileMean(scores)
    median(scores)
    expect(scores).toEqual([3, 1, 2])
  })

  it('counts what falls short of the target, and not what exceeds it', () => {
    expect(optimalityGap([0.5, 1, 1.5], 1)).toBeCloseTo(0.5 / 3, 12)
  })

  it('interpolates quantiles as numpy.percentile does', () => {
    expect(quantile([1, 2, 4, 8], 0.025)).toBeCloseTo(1.075, 12)
    expect(quantile([1, 2, 4, 8], 0.5)).toBe(3)
    expect(quantile([1, 2, 4, 8], 0.975)).toBeCloseTo(7.7, 12)
  })
})
