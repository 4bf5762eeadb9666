import { describe, expect, it } from 'vitest'
import { horizontalAxis, shortNumber } from '#shared/figure/axes.ts'

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
    [0.00004, '4.0e-5'],
    [Number.NaN, '–'],
  ])('writes %d as %s', (value, text) => {
    expect(shortNumber(value)).toBe(text)
  })
})
