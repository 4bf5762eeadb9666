import { describe, expect, it } from 'vitest'
import { curveSeries, movingMean, rawLabel, smoothingLabel } from '#shared/figure/curve-series.ts'

const single = (values: readonly number[]) => ({ mean: values, count: values.map(() => 1) })

describe('moving mean', () => {
  it('is the mean of all rows while there are fewer than the window', () => {
    expect(movingMean(single([2, 4, 9]), 100)).toEqual([2, 3, 5])
  })

  it('forgets what is older than the window', () => {
    expect(movingMean(single([10, 2, 4, 6]), 2)).toEqual([10, 6, 3, 5])
  })

  it('weighs a bucket by the rows it holds', () => {
    expect(movingMean({ mean: [1, 5], count: [3, 1] }, 10)).toEqual([1, 2])
  })

  it('takes only part of the bucket in which the window begins', () => {
    // Four rows back from the end: two of mean 10, two of the six of mean 4.
    expect(movingMean({ mean: [4, 10], count: [6, 2] }, 4)[1]).toBe(7)
  })

  it('is the mean of the bucket where that is longer than the window', () => {
    expect(movingMean({ mean: [1, 7], count: [500, 500] }, 100)).toEqual([1, 7])
  })
})

describe('curve series', () => {
  const curve = { x: [60_000], mean: [2], minimum: [1], maximum: [3], count: [4] }

  it('keeps minimum, mean, maximum and count of every bucket beside the smoothed value', () => {
    expect(curveSeries(curve, 100)).toEqual([
      { x: 60_000, mean: 2, minimum: 1, maximum: 3, count: 4, smoothed: 2 },
    ])
  })

  it('shows the horizontal axis in the unit asked for', () => {
    expect(curveSeries(curve, 100, 1 / 60_000)[0]!.x).toBe(1)
  })
})

describe('labels', () => {
  it('name the window of the smoothed line', () => {
    expect(smoothingLabel([{ count: [1, 1] }], 100, 'episode')).toBe(
      'mean of the last 100 episodes',
    )
  })

  it('name the bucket too where some hold more than the window', () => {
    expect(smoothingLabel([{ count: [250] }, { count: [1] }], 100, 'episode')).toBe(
      'mean of the last 100 episodes, or of all a point stands for',
    )
  })

  it('name no smoothing where every bucket mean is already longer, or nothing is smoothed', () => {
    expect(smoothingLabel([{ count: [250] }], 100, 'episode')).toBeNull()
    expect(smoothingLabel([{ count: [1] }], 1, 'update')).toBeNull()
  })

  it('say whether the raw line shows single rows or buckets', () => {
    expect(rawLabel([{ count: [1, 1] }], 'update')).toBe('single updates')
    expect(rawLabel([{ count: [1, 3] }], 'update')).toBe(
      'mean and range of up to 3 neighbouring updates',
    )
  })
})
