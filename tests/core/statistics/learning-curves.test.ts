import { describe, expect, it } from 'vitest'
import { createRng } from '#core/rng.ts'
import {
  aggregateCurves,
  commonGrid,
  interpolate,
  type AggregatedCurve,
  type AfterEnd,
} from '#core/statistics/learning-curves.ts'
import { interquartileMean, mean, median, type Statistic } from '#core/statistics/location.ts'

const long = { x: [10, 30, 50], y: [0, 2, 10] }
const short = { x: [20, 40], y: [4, 8] }

function aggregate(afterEnd: AfterEnd, statistic: Statistic = mean): AggregatedCurve {
  const grid = commonGrid([long, short], 3, afterEnd)
  const options = { rng: createRng(1, 'bootstrap'), resamples: 500 }
  return finish(aggregateCurves([long, short], grid, afterEnd, statistic, options))
}

function finish(steps: Generator<void, AggregatedCurve>): AggregatedCurve {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

describe('learning curves of a group', () => {
  it('are linear between their points and have no value outside', () => {
    expect(interpolate(long, 30, 'end')).toBe(2)
    expect(interpolate(long, 40, 'end')).toBe(6)
    expect(interpolate(long, 50, 'end')).toBe(10)
    expect(interpolate(long, 9, 'hold')).toBeNaN()
    expect(interpolate(long, 51, 'end')).toBeNaN()
    expect(interpolate(long, 51, 'hold')).toBe(10)
    expect(interpolate({ x: [], y: [] }, 1, 'hold')).toBeNaN()
  })

  it('meet on a grid where all of them have a value', () => {
    expect(commonGrid([long, short], 3, 'end')).toEqual([20, 30, 40])
    expect(commonGrid([long, short], 4, 'hold')).toEqual([20, 30, 40, 50])
    expect(commonGrid([long, { x: [60], y: [1] }], 3, 'end')).toEqual([])
    expect(commonGrid([long, { x: [], y: [] }], 3, 'end')).toEqual([])
    expect(commonGrid([], 3, 'end')).toEqual([])
    expect(commonGrid([long, short], 3, 'end', 25, 35)).toEqual([25, 30, 35])
    expect(commonGrid([long, short], 3, 'end', 45, 60)).toEqual([])
    expect(commonGrid([long, short], 2, 'hold', 45, 60)).toEqual([45, 50])
  })

  it('are averaged at each grid point', () => {
    // At 20, 30, 40: long has 1, 2, 6 and short 4, 6, 8.
    expect(aggregate('end').value).toEqual([2.5, 4, 7])
    // At 20, 35, 50: long has 1, 4, 10 and short 4, 7 and its last value 8.
    expect(aggregate('hold').value).toEqual([2.5, 5.5, 9])
  })

  it.each([interquartileMean, median])('have the bits of a statistic of every resample', (of) => {
    const draws = createRng(3, 'curves')
    for (const runs of [1, 2, 3, 5, 8, 20]) {
      const curves = Array.from({ length: runs }, () => ({
        x: [0, 1, 2],
        // Equal values among them.
        y: [0, 1, 2].map(() => Math.round(8 * draws.uniform()) / 3 + 0.1),
      }))
      const band = (statistic: Statistic) => {
        const options = { rng: createRng(1, 'bootstrap'), resamples: 200 }
        return finish(aggregateCurves(curves, [0, 0.7, 2], 'end', statistic, options))
      }
      expect(band(of)).toEqual(band((scores) => of(scores)))
    }
  })

  it('have a band that spans what resampling two runs can give: either of them twice', () => {
    const { lower, upper } = aggregate('end')
    expect(lower).toEqual([1, 2, 6])
    expect(upper).toEqual([4, 6, 8])
  })
})
