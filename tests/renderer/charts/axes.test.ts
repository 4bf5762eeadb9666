import { describe, expect, it } from 'vitest'
import { horizontalAxis, shortNumber, tickLabels } from '#shared/figure/axes.ts'

describe('horizontal axis', () => {
  it('shows training time in the unit its length suggests', () => {
    expect(horizontalAxis('wallTimeMs', 90_000).title).toBe('Training time (s)')
    expect(horizontalAxis('wallTimeMs', 600_000).title).toBe('Training time (min)')
    expect(horizontalAxis('wallTimeMs', 86_400_000)).toEqual({
      title: 'Training time (h)',
      scale: 1 / 3_600_000,
    })
  })

  it('leaves counts as they are', () => {
    expect(horizontalAxis('environmentSteps', 5e5).scale).toBe(1)
  })
})

describe('short number', () => {
  it.each([
    [0, '0'],
    [475, '475'],
    [-12.3456, '−12.35'],
    [0.5, '0.5'],
    [1500, '1500'],
    [25_000, '25k'],
    [1_250_000, '1.25M'],
    [1e9, '1000M'],
    [-23_456_000_000, '−2.346e10'],
    [2e28, '2e28'],
    [0.00004, '4.0e-5'],
    [Number.NaN, '–'],
  ])('writes %d as %s', (value, text) => {
    expect(shortNumber(value)).toBe(text)
  })
})

describe('tick labels', () => {
  it.each([
    [
      [0, 0.0005, 0.001],
      ['0', '0.0005', '0.001'],
    ],
    [
      [9.5e-4, 1e-3, 1.05e-3],
      ['0.00095', '0.001', '0.00105'],
    ],
    [
      [1e-5, 1e-3, 0.1],
      ['0.00001', '0.001', '0.1'],
    ],
    [
      [-2e-6, 0, 2e-6],
      ['−2e-6', '0', '2e-6'],
    ],
    [
      [0, 1.234e-10, 2e-10],
      ['0', '1.234e-10', '2e-10'],
    ],
    [
      [1e-8, 1e-4, 1],
      ['1e-8', '1e-4', '1e0'],
    ],
    [
      [9990, 10_000, 10_010],
      ['9990', '10k', '10.01k'],
    ],
    [
      [0, 5e8, 1e9, 1.5e9],
      ['0', '5e8', '1e9', '1.5e9'],
    ],
  ])('writes %j in one notation', (values, labels) => {
    expect(tickLabels(values)).toEqual(labels)
  })
})
