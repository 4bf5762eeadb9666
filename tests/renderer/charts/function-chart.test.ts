import { expect, it } from 'vitest'
import {
  functionData,
  functionSummary,
  type FunctionAxes,
} from '#renderer/charts/function-chart.ts'

const axes: FunctionAxes = {
  xTitle: 'K',
  yTitle: 'trace',
  xScale: 'logarithmic',
  yScale: 'logarithmic',
}
const line = {
  label: 'Return',
  color: '#123456',
  dash: [],
  points: [
    { x: 1, y: 10 },
    { x: 2, y: 0 },
    { x: 4, y: 2.5 },
  ],
}

it('leaves out what a logarithmic axis has no place for', () => {
  expect(functionData([line], axes).datasets[0]!.data).toEqual([line.points[0], line.points[2]])
  const linear = functionData([line], { ...axes, yScale: 'linear' })
  expect(linear.datasets[0]!.data).toEqual(line.points)
})

it('says in words what is drawn', () => {
  expect(functionSummary(axes, [line])).toBe('trace against K. Return: 2.5 at 4')
  expect(functionSummary(axes, [])).toBe('trace against K; no data yet')
})
