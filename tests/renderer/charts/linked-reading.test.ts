import { expect, it } from 'vitest'
import { linkedValues } from '#renderer/charts/linked-reading.ts'

const line = (label: string, xs: readonly number[]) => ({
  label,
  color: '#0072b2',
  dash: [],
  points: xs.map((x) => ({ x, mean: 0, minimum: 0, maximum: 0, count: 1, smoothed: 10 * x })),
})

it('a chart that is read elsewhere tells its bold values there, of lines that come so far', () => {
  const lines = [line('#1', [1, 2, 3]), line('#2', [1, 2]), line('#3', [])]
  const values = (x: number) => linkedValues(lines, x, 0.2).map((each) => [each.label, each.value])
  expect(values(1.9)).toEqual([
    ['#1', 20],
    ['#2', 20],
  ])
  expect(values(2.15)).toHaveLength(2)
  expect(values(2.8)).toEqual([['#1', 30]])
  expect(values(0.7)).toEqual([])
})
