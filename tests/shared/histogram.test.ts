import { describe, expect, it } from 'vitest'
import { isKept, keptStride } from '#shared/distributions.ts'
import { binWidth, commonBins, histogramOf, rebinned } from '#shared/histogram.ts'

const of = (values: number[], most?: number) => histogramOf(Float64Array.from(values), most)

describe('a histogram', () => {
  it('has the narrowest bins, a power of two wide, that are few enough', () => {
    expect(of([0, 1, 2, 7.5], 8)).toEqual({
      lowest: 0,
      width: 1,
      counts: [1, 1, 1, 0, 0, 0, 0, 1],
    })
    expect(of([-3, 8], 8)).toEqual({ lowest: -4, width: 2, counts: [1, 0, 0, 0, 0, 0, 1] })
    expect(binWidth(0, 500)).toBe(16)
  })

  it('holds one value in one bin around it, and none where there is none', () => {
    for (const value of [0, 1, -200, 1e-9, 1e12]) {
      const { lowest, width, counts } = of([value, value])!
      expect(counts).toEqual([2])
      expect(lowest).toBeLessThanOrEqual(value)
      expect(lowest + width).toBeGreaterThan(value)
    }
    expect(of([])).toBeNull()
    expect(of([NaN, Infinity])).toBeNull()
    expect(of([NaN, 3])!.counts).toEqual([1])
  })

  it('keeps every count in coarser bins, and spreads it in finer ones', () => {
    const [fine, coarse] = [of([0, 1, 2, 7.5], 8)!, of([-16, 15], 4)!]
    const bins = commonBins([fine, coarse], 8)!
    expect(bins).toEqual({ lowest: -16, width: 4, bins: 8 })
    expect(rebinned(fine, bins)).toEqual([0, 0, 0, 0, 3, 1, 0, 0])
    expect(rebinned(coarse, bins)).toEqual([0.5, 0.5, 0, 0, 0, 0, 0.5, 0.5])
  })
})

describe('the updates that keep histograms', () => {
  it('are at most 128 of a run, spread evenly, and decided by their index alone', () => {
    for (const updates of [1, 128, 129, 1000, 100_000]) {
      const stride = keptStride(updates)
      const left = Array.from({ length: updates }, (_, i) => i).filter((i) => i % stride === 0)
      expect(left.length).toBeLessThanOrEqual(128)
      if (updates >= 128) expect(left.length).toBeGreaterThan(64)
      // All that are left had been kept when they came.
      expect(left.every(isKept)).toBe(true)
    }
  })
})
