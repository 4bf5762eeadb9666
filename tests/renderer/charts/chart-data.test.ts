import { describe, expect, it } from 'vitest'
import { chartData, chartSummary, isCountedOut, isSmoothed } from '#renderer/charts/chart-data.ts'
import { nearestIndex } from '#renderer/charts/nearest-index.ts'

const point = (x: number, count: number) => ({
  x,
  mean: 2,
  minimum: 1,
  maximum: 3,
  count,
  smoothed: 2.5,
})
const line = (count: number) => ({
  label: '#1',
  color: '#0072b2',
  dash: [4, 2],
  points: [point(1, count), point(5, count)],
})

it('a few whole numbers along the axis are counted, and have no ticks between them', () => {
  const at = (...xs: number[]) => [{ ...line(1), points: xs.map((x) => point(x, 1)) }]
  expect(isCountedOut(at(1), { min: 0, max: 1 })).toBe(true)
  expect(isCountedOut(at(1, 2, 3.5), { min: 0, max: 4 })).toBe(false)
  // Beyond the part that is shown.
  expect(isCountedOut(at(1, 2, 7.5), { min: 0, max: 4 })).toBe(true)
  expect(isCountedOut(at(1, 400), { min: 0, max: 400 })).toBe(false)
})

describe('chart data', () => {
  it('has a band, the raw values and the smoothed line, the latter dashed as told', () => {
    const { datasets } = chartData([line(4)], null, '#000000')
    expect(datasets.map(({ data }) => data.map(({ y }) => y))).toEqual([
      [1, 1],
      [3, 3],
      [2, 2],
      [2.5, 2.5],
    ])
    expect(datasets[3]).toMatchObject({ borderColor: '#0072b2', borderDash: [4, 2] })
  })

  it('has no band where every bucket is one row', () => {
    const { datasets } = chartData([line(1)], null, '#000000')
    expect(datasets[0]!.data).toEqual([])
    expect(datasets[1]!.data).toEqual([])
  })

  it('marks a point that is alone, since no line goes through it', () => {
    const alone = { ...line(1), points: [point(1, 1)] }
    const { datasets } = chartData([alone, line(1)], null, '#000000')
    expect([datasets[3], datasets[7]]).toMatchObject([
      { pointRadius: 3, clip: 5 },
      { pointRadius: 0, clip: 2 },
    ])
  })

  it('draws the threshold as far as the longest line, and not on an empty chart', () => {
    const threshold = { value: 475, label: 'solved at 475' }
    expect(chartData([line(1)], threshold, '#000000').datasets.at(-1)!.data).toEqual([
      { x: 0, y: 475 },
      { x: 5, y: 475 },
    ])
    expect(chartData([{ ...line(1), points: [] }], threshold, '#000000').datasets).toHaveLength(4)
  })

  it('knows which data sets are smoothed lines, however many lines there are', () => {
    const threshold = { value: 2, label: '' }
    const { datasets } = chartData([line(1), line(1)], threshold, '#000000')
    const smoothed = datasets.flatMap((dataset, i) => (isSmoothed(dataset) ? [i] : []))
    expect(smoothed).toEqual([3, 7])
  })

  it('draws the members of a line thin, at its points, and reads none of them', () => {
    const members = [
      [1, 2],
      [3, 4],
    ]
    const { datasets } = chartData([{ ...line(4), members }, line(4)], null, '#000000')
    expect(datasets.slice(4, 6).map(({ data }) => data)).toEqual([
      [
        { x: 1, y: 1 },
        { x: 5, y: 2 },
      ],
      [
        { x: 1, y: 3 },
        { x: 5, y: 4 },
      ],
    ])
    expect(datasets.flatMap((dataset, i) => (isSmoothed(dataset) ? [i] : []))).toEqual([3, 9])
  })
})

describe('chart summary', () => {
  it('says the metric, the runs and where each stands', () => {
    expect(chartSummary('Episode return', 'Episodes', [line(1)], String)).toBe(
      'Episode return against episodes. #1: 2.5 at 5',
    )
  })

  it('says when there is nothing yet', () => {
    expect(chartSummary('Entropy', 'Episodes', [], String)).toBe(
      'Entropy against episodes; no data yet',
    )
  })
})

it('finds the nearest of ascending values', () => {
  expect(nearestIndex([1, 4, 10], 6.9)).toBe(1)
  expect(nearestIndex([1, 4, 10], 7.1)).toBe(2)
  expect(nearestIndex([1, 4, 10], -5)).toBe(0)
  expect(nearestIndex([1, 4, 10], 50)).toBe(2)
  expect(nearestIndex([], 1)).toBe(-1)
})
