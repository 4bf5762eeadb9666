import { expect, it } from 'vitest'
import { columns, sortRuns } from '#renderer/components/runs/columns.ts'
import { presets } from '#shared/presets.ts'
import { exampleRun } from '../example-run.ts'

const runs = [
  exampleRun({ id: 3, status: 'running', progress: { meanReturnLast100: null } }),
  exampleRun({ id: 2, config: presets['moving-particle']!.config, tags: ['night'] }),
  exampleRun({ id: 1, progress: { meanReturnLast100: 475 } }),
]
const ids = (sorted: typeof runs | readonly (typeof runs)[number][]) => sorted.map(({ id }) => id)

it('sorts runs without a value last, either way', () => {
  for (const given of [runs, runs.toReversed(), [runs[1]!, runs[0]!, runs[2]!]]) {
    expect(ids(sortRuns(given, { key: 'meanReturnLast100', isDescending: true }))).toEqual([
      1, 2, 3,
    ])
    expect(ids(sortRuns(given, { key: 'meanReturnLast100', isDescending: false }))).toEqual([
      2, 1, 3,
    ])
  }
})

it('keeps equal runs newest first', () => {
  expect(ids(sortRuns(runs, { key: 'seed', isDescending: false }))).toEqual([3, 2, 1])
})

it('explains every column', () => {
  for (const { definition } of columns) expect(definition.length).toBeGreaterThan(10)
})
