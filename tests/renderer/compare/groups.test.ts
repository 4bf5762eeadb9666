import { describe, expect, it } from 'vitest'
import { parseRunConfig } from '#shared/run-config.ts'
import {
  comparedGroups,
  comparisonOf,
  groupLine,
  groupReturn,
  groupRuns,
  seedsText,
  statusCounts,
} from '#renderer/compare/groups.ts'
import { exampleRun } from '../example-run.ts'

const { config } = exampleRun({})
const run = (id: number, configHash: string, seed: number, learningRate = 0.01) =>
  exampleRun({
    id,
    configHash,
    config: parseRunConfig({ ...config, seed, optimizer: { kind: 'adam', learningRate } }),
  })
const slow = [run(1, 'a', 1), run(2, 'a', 2)]
const fast = [run(3, 'b', 1, 0.1)]

describe('groups of runs', () => {
  it('hold the runs of one configuration, in the order they come', () => {
    const groups = groupRuns([slow[0]!, fast[0]!, slow[1]!])
    expect(groups.map(({ runs }) => runs.map(({ id }) => id))).toEqual([[1, 2], [3]])
  })

  it('are named by letters and told apart by what differs, never by seeds', () => {
    const groups = comparedGroups(groupRuns([...slow, ...fast]), 'light')
    expect(groups.map(({ name }) => name)).toEqual([
      'A (learning rate 0.01)',
      'B (learning rate 0.1)',
    ])
    expect(comparedGroups(groupRuns(slow), 'light')[0]!.name).toBe('A')
  })

  it('say their seeds and statuses shortly', () => {
    expect(seedsText([3, 1, 2, 8, 10, 9, 2])).toBe('1–3, 8–10')
    expect(seedsText([5])).toBe('5')
    const statuses = [{ status: 'completed' }, { status: 'running' }, { status: 'completed' }]
    expect(statusCounts(statuses as never)).toEqual([
      { status: 'running', count: 1 },
      { status: 'completed', count: 2 },
    ])
  })

  it('have a return with the deviation over runs, as far as there are runs with one', () => {
    const at = (meanReturnLast100: number | null) => exampleRun({ progress: { meanReturnLast100 } })
    // Mean 3, s = √((4 + 1 + 9)/2) = √7.
    expect(groupReturn([at(1), at(2), at(6), at(null)])).toBe('3.0 ± 2.6')
    expect(groupReturn([at(4), at(null)])).toBe('4.000')
    expect(groupReturn([at(null)])).toBe('–')
  })

  it('are compared as groups where there are several and not all of one run, else as runs', () => {
    expect(comparisonOf([...slow, ...fast]).query).toEqual({ runs: '1,2,3', as: 'groups' })
    expect(comparisonOf(slow).query).toEqual({ runs: '1,2' })
    expect(comparisonOf([slow[0]!, fast[0]!]).query).toEqual({ runs: '1,3' })
    expect(comparisonOf([], 'groups').query).toEqual({ as: 'groups' })
  })

  it('are drawn with their band, in the unit of the axis, and with their seeds where those came too', () => {
    const [group] = comparedGroups(groupRuns(slow), 'light')
    const curve = {
      x: [1000, 2000],
      value: [1, 2],
      raw: null,
      lower: [0, 1],
      upper: [3, 4],
      members: [
        { runId: 1, value: [0, 1] },
        { runId: 2, value: [3, 4] },
      ],
      runs: 2,
      rowsPerPoint: 4,
    }
    const line = groupLine(group!, { ...curve, members: [] }, 1 / 1000)
    expect(line.points[1]).toEqual({ x: 2, mean: 2, smoothed: 2, minimum: 1, maximum: 4, count: 2 })
    expect(line.members).toEqual([])
    expect(groupLine(group!, curve, 1).members).toEqual([
      [0, 1],
      [3, 4],
    ])
  })
})
