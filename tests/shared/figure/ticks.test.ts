import { describe, expect, it } from 'vitest'
import { tickLabels } from '#shared/figure/axes.ts'
import { linearTicks, logarithmicTicks } from '#shared/figure/ticks.ts'

describe('the ticks of a linear axis', () => {
  it('are multiples of 1, 2 or 5 times a power of ten', () => {
    expect(linearTicks({ min: 0, max: 10 }, 5)).toEqual([0, 2, 4, 6, 8, 10])
    expect(linearTicks({ min: 0, max: 500_000 }, 6)).toEqual([
      0, 100_000, 200_000, 300_000, 400_000, 500_000,
    ])
    expect(linearTicks({ min: -208, max: 520 }, 7)).toEqual([-200, 0, 200, 400])
  })

  it('are numbers one can read, not sums of steps', () => {
    expect(linearTicks({ min: 0, max: 0.5 }, 5)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5])
  })

  it('of a single value are that value', () => {
    expect(linearTicks({ min: 3, max: 3 }, 5)).toEqual([3])
  })
})

describe('the ticks of a logarithmic axis', () => {
  it('are 1, 2 and 5 of each power of ten over a few of them', () => {
    expect(logarithmicTicks({ min: 1.5, max: 120 }, 8)).toEqual([2, 5, 10, 20, 50, 100])
  })

  it('are powers of ten over many', () => {
    expect(logarithmicTicks({ min: 1e-3, max: 1e3 }, 8)).toEqual([
      0.001, 0.01, 0.1, 1, 10, 100, 1000,
    ])
    expect(logarithmicTicks({ min: 1e-9, max: 1 }, 6)).toEqual([1e-8, 1e-6, 1e-4, 0.01, 1])
  })

  it('within one power are those of a linear axis', () => {
    expect(logarithmicTicks({ min: 11, max: 19 }, 5)).toEqual([12, 14, 16, 18])
  })
})

describe('the labels of ticks', () => {
  it('have as many digits as tell them apart', () => {
    expect(tickLabels([0, 10_000, 20_000])).toEqual(['0', '10k', '20k'])
    expect(tickLabels([1_000_200, 1_000_400])).toEqual(['1.0002M', '1.0004M'])
  })
})
