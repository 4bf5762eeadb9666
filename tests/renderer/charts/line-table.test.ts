import { expect, it } from 'vitest'
import { lineTable, type ChartLine } from '#renderer/charts/chart-data.ts'

const point = { x: 2, mean: 3, smoothed: 2.5, minimum: 1, maximum: 5, count: 12_345 }
const line: ChartLine = { label: '#1', color: '#000000', dash: [], points: [point] }
const titles = { xTitle: 'Episodes', smoothed: null, row: 'episode', heads: null }

it('the table of one line has a row a point, with the count in full', () => {
  expect(lineTable([line], { ...titles, smoothed: 'mean of the last 100' })).toEqual({
    header: ['Episodes', 'mean of the last 100', 'mean', 'minimum', 'maximum', 'episodes'],
    rows: [[2, 2.5, 3, 1, 5, '12,345']],
  })
})

it('where there are several lines, every row says of which it is', () => {
  const heads = { mean: 'IQM', minimum: 'Lower 95 %', maximum: 'Upper 95 %', count: 'Seeds' }
  expect(lineTable([line, { ...line, label: '#2' }], { ...titles, heads })).toEqual({
    header: ['group', 'Episodes', 'IQM', 'Lower 95 %', 'Upper 95 %', 'Seeds'],
    rows: [
      ['#1', 2, 3, 1, 5, '12,345'],
      ['#2', 2, 3, 1, 5, '12,345'],
    ],
  })
})
