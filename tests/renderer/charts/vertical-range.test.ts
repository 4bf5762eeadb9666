import { expect, it } from 'vitest'
import { chartOptions } from '#renderer/charts/chart-options.ts'
import { isPositive, verticalRange } from '#renderer/charts/vertical-range.ts'

const line = (...values: readonly (readonly [minimum: number, maximum: number])[]) => ({
  label: '#1',
  color: '#0072b2',
  dash: [],
  points: values.map(([minimum, maximum], x) => {
    const mean = (minimum + maximum) / 2
    return { x, minimum, maximum, mean, smoothed: mean, count: 2 }
  }),
})

it('the vertical axis ends just beyond the bands of all lines', () => {
  const range = verticalRange([line([-1510, -900]), line([-1000, -110])], null)!
  expect(range.min).toBeCloseTo(-1566)
  expect(range.max).toBeCloseTo(-54)
})

it('it shows the threshold, and no numbers on the other side of zero', () => {
  const threshold = { value: 475, label: 'solved at 475' }
  expect(verticalRange([line([9, 60])], threshold)).toEqual({ min: 0, max: 475 + 0.04 * 466 })
  expect(verticalRange([line([-3, -1])], null)!.max).toBeLessThanOrEqual(0)
})

it('it has a height where all values are the same, and leaves out what is no number', () => {
  expect(verticalRange([line([500, 500], [NaN, NaN])], null)).toEqual({ min: 450, max: 550 })
  expect(verticalRange([line([0, 0])], null)).toEqual({ min: 0, max: 1 })
  expect(verticalRange([line()], { value: 475, label: '' })).toBeNull()
})

it('a chart keeps to it', () => {
  const { scales } = chartOptions(
    { x: '', y: '', describe: () => '' },
    { horizontal: { min: 0, max: 5 }, vertical: { min: -54, max: 7 } },
    'light',
    false,
  )
  expect(scales!['y']).toMatchObject({ min: -54, max: 7 })
  expect(scales!['x']).toMatchObject({ min: 0, max: 5 })
})

it('of a part fits what is drawn there, without a threshold that lies beyond it', () => {
  const points = [0, 100, 200].map((value, x) => ({
    x,
    mean: value,
    minimum: value,
    maximum: value,
    smoothed: value,
    count: 1,
  }))
  const part = [{ label: '#1', color: '#000000', dash: [], points }]
  const solved = { value: 475, label: 'solved at 475' }
  expect(verticalRange(part, solved, 'linear', { min: 1, max: 2 })).toEqual({ min: 96, max: 204 })
  expect(isPositive(part)).toBe(false)
})
