import { describe, expect, it } from 'vitest'
import { fieldImportance } from '#main/compare/field-importance.ts'
import { sweepResults } from '#main/compare/sweep-results.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import { createdAt, openStore, sampleConfig } from '../store/sample-runs.ts'
import { finish, storeRun } from './stored-group.ts'

const config = sampleConfig()
const changes = (learningRate: number, gamma: number) => ({
  optimizer: { ...config.optimizer, learningRate },
  estimator: { ...config.estimator, gamma },
})

function openOwned() {
  const store = openStore()
  const owner = store.processes.register(process.pid, createdAt)
  const add = (learningRate: number, gamma: number, seed: number, score: number | null) =>
    storeRun(store, owner, { seed, score, steps: 200, changes: changes(learningRate, gamma) }).id
  const importance = (runIds: readonly number[]) =>
    finish(fieldImportance(store, { runIds: [...runIds], number: 'meanReturnLast100' }))
  return { store, add, importance }
}

/** A run with another optimizer, which has other fields, and the sample's γ. */
const storeOther = (store: ReturnType<typeof openStore>, optimizer: object) =>
  storeRun(store, store.processes.register(process.pid, createdAt), {
    seed: 1,
    score: 3,
    steps: 200,
    changes: { optimizer: { ...parseRunConfig({ ...config, optimizer }).optimizer } },
  }).id

describe('a sweep', () => {
  it('comes as the differing fields and the wanted numbers of every run that exists', () => {
    const { store, add } = openOwned()
    const runIds = [add(0.1, 0.9, 1, 5), add(0.2, 0.9, 2, null)]
    const { fields, runs } = finish(
      sweepResults(store, {
        runIds: [...runIds, 99].reverse(),
        numbers: ['meanReturnLast100', 'areaUnderCurve', 'solvedAtSteps'],
      }),
    )
    expect(fields).toEqual([
      { path: 'optimizer.learningRate', isNumber: true },
      { path: 'seed', isNumber: true },
    ])
    // The return rises from 0 to 19, one an episode of ten steps.
    expect(runs.map(({ runId, values, numbers }) => ({ runId, values, numbers }))).toEqual([
      { runId: 2, values: [0.2, 2], numbers: [null, 9.5, null] },
      { runId: 1, values: [0.1, 1], numbers: [5, 9.5, null] },
    ])
  })

  it('has no axis for what follows from another field', () => {
    const { store, add } = openOwned()
    const optimizer = { kind: 'adam' as const, learningRate: 0.1 }
    const runIds = [add(0.1, 0.9, 1, 5), storeOther(store, optimizer)]
    const { fields } = finish(sweepResults(store, { runIds, numbers: ['meanReturnLast100'] }))
    expect(fields.map(({ path }) => path)).toEqual(['estimator.gamma', 'optimizer.kind'])
  })

  it('that is a full grid is judged by analysis of variance', () => {
    const { add, importance } = openOwned()
    const scores = {
      '0.1 0.9': [1, 3],
      '0.1 0.99': [5, 7],
      '0.2 0.9': [2, 4],
      '0.2 0.99': [10, 12],
    }
    const runIds = Object.entries(scores).flatMap(([cell, seeds]) => {
      const [learningRate, gamma] = cell.split(' ').map(Number)
      return seeds.map((score, i) => add(learningRate!, gamma!, i + 1, score))
    })
    const repeated = add(0.1, 0.9, 1, 1)
    const { method, fields, withinCells, cells, notes } = importance([...runIds, repeated])
    expect({ method, cells }).toEqual({ method: 'variance', cells: 4 })
    expect(fields.map(({ paths }) => paths)).toEqual([
      ['estimator.gamma'],
      ['optimizer.learningRate'],
      ['estimator.gamma', 'optimizer.learningRate'],
    ])
    ;[72, 18, 8].forEach((ss, i) => expect(fields[i]!.share).toBeCloseTo(ss / 106, 10))
    expect(withinCells).toBeCloseTo(8 / 106, 10)
    expect(notes).toEqual(['Only 2 seeds a configuration: intervals are rough.'])
  })

  it('that is no grid is judged by a forest, if it has runs enough', () => {
    const { add, importance } = openOwned()
    const runIds = Array.from({ length: 40 }, (_, i) => {
      const gamma = 0.5 + ((i * 7) % 40) / 100
      return add(0.001 * (i + 1), gamma, 1, 10 * i)
    })
    const { method, fields, explained } = importance(runIds)
    expect(method).toBe('forest')
    expect(explained).toBeGreaterThan(0.5)
    expect(fields[0]!.paths).toEqual(['optimizer.learningRate'])
    expect(importance(runIds.slice(0, 19))).toMatchObject({
      method: null,
      notes: [expect.stringContaining('a forest wants 20 runs with this result; there are 19')],
    })
  })

  it('in which nothing differs, or nothing comes of it, is not judged', () => {
    const { add, importance } = openOwned()
    const same = [add(0.1, 0.9, 1, 5), add(0.1, 0.9, 2, 6)]
    expect(importance(same).notes[0]).toContain('no field differs')
    expect(importance([same[0]!, add(0.2, 0.9, 1, 5)]).notes[0]).toContain('the same result')
    expect(importance([same[0]!, add(0.2, 0.9, 1, null)]).notes[0]).toContain('no field differs')
  })
})
