import { describe, expect, it } from 'vitest'
import { filterFields } from '#shared/run-filter/fields.ts'
import { parseFilter } from '#shared/run-filter/parser.ts'
import { printFilter } from '#shared/run-filter/print-filter.ts'
import { parseRunConfig, type RunConfig } from '#shared/run-config.ts'
import { runQuery } from '#shared/run-query.ts'
import { runStatuses } from '#shared/run.ts'
import { createRng } from '#core/rng.ts'
import type { Store } from '#main/store/store.ts'
import { randomFilter, tidied } from '../shared/run-filter/random-filter.ts'
import { matchesFilter } from './matches-filter.ts'
import { addRun, createdAt, openStore, range, sampleConfig, sampleProgress } from './sample-runs.ts'

const environments = [
  { id: 'CartPole-v1' },
  { id: 'FrozenLake-v1', parameters: { map: ['SFF', 'HFG'] } },
  { id: 'FrozenLake-v1', parameters: { isSlippery: false } },
  { id: 'Pendulum-v1', initialState: { kind: 'point', state: [0.5, -1] } },
]
const optimizers = [
  { kind: 'adam', learningRate: 0.003 },
  { kind: 'sgd' },
  { kind: 'trpo' },
  { kind: 'adam', maxGradientNorm: 1 },
]

const config = (i: number): RunConfig =>
  parseRunConfig({
    environment: environments[i % 4]!,
    policy: { kind: 'mlp', hiddenSizes: i % 3 === 0 ? [8] : [64, 64] },
    estimator:
      i % 5 === 0 ? { baseline: 'value', gaeLambda: 0.9 } : { gamma: 0.9 + 0.01 * (i % 7) },
    optimizer: optimizers[i % optimizers.length]!,
    batch: i % 2 === 0 ? { episodes: 4 } : { environmentSteps: 320 },
    budget: [{ episodes: 100 }, { environmentSteps: 5000 }][i % 2]!,
    seed: i % 6,
  })

/** Runs that differ in everything a filter can ask for, with values that are missing. */
function storeOf(count: number): Store {
  const store = openStore()
  const rng = createRng(3, 'test')
  for (const i of range(count)) {
    const { id: runId } = addRun(store, config(i))
    const episodes = Math.floor(600 * rng.uniform())
    const progress = {
      ...sampleProgress,
      episodes,
      environmentSteps: 3 * episodes,
      updates: Math.floor(episodes / 4),
      wallTimeMs: i % 7 === 0 ? 0 : 100 * episodes,
      meanReturnLast100: i % 5 === 0 ? null : Math.floor(10 * rng.uniform()) - 5,
      successRateLast100: i % 3 === 0 ? 0.5 : null,
      solvedAt: i % 4 === 1 ? { episode: 299 + (i % 3), environmentSteps: 5, wallTimeMs: 5 } : null,
    }
    store.addBatch(runId, { episodes: [], updates: [], progress, checkpoint: null })
    const status = runStatuses[i % runStatuses.length]!
    store.runs.setStatus(runId, status, {
      ...(i % 3 === 0 ? { startedAt: '2026-11-20T10:00:30.500Z' } : {}),
      ...(i % 8 === 0 ? { reason: 'It said "no", 100%_' } : {}),
    })
    const marks = { isStarred: i % 3 === 0, isLocked: i % 5 === 0, isArchived: i % 7 === 0 }
    store.marks.set([{ runId, ...marks, ...(i % 6 === 0 ? { notes: 'Looks Stuck (1..5)' } : {}) }])
    if (i % 5 === 2) store.alerts.set(new Map([[runId, ['stalled', 'large-kl']]]))
    if (i % 4 === 0)
      store.setTags(runId, ['Night shift', `n${i}`, 'IN', i % 8 === 0 ? 'Étude Ωmega ẞ' : 'étude'])
  }
  return store
}

const find = (store: Store, filter: string): number[] =>
  store.runs
    .query(runQuery.parse({ filter, limit: 1000, withArchived: true }))
    .groups.flatMap(({ runs }) => runs.map(({ id }) => id))

describe('a filter in SQL', () => {
  it('finds the runs that it finds when it is worked out by hand', () => {
    const store = storeOf(96)
    const runs = store.runs.list()
    // The day on which they were created, in whatever time zone.
    const now = new Date(Date.parse(createdAt) + 60_000)
    const rng = createRng(9, 'test')
    let decided = 0
    for (let i = 0; i < 1500; i++) {
      const written = printFilter(tidied(randomFilter(rng, 2)))
      if (/ago|today|yesterday/.test(written)) continue
      const filter = parseFilter(written).filter!
      const expected = runs.filter((run) => matchesFilter(filter, run, now)).map(({ id }) => id)
      expect(find(store, written), written).toEqual(expected)
      if (expected.length > 0 && expected.length < runs.length) decided++
    }
    expect(decided).toBeGreaterThan(200)
  })

  it('knows every field by the values that runs have', () => {
    const store = storeOf(24)
    const runs = store.runs.list()
    for (const { name } of filterFields) {
      const filter = parseFilter(`has ${name}`).filter!
      const expected = runs
        .filter((run) => matchesFilter(filter, run, new Date(0)))
        .map(({ id }) => id)
      expect(find(store, `has ${name}`), name).toEqual(expected)
    }
  })

  it('counts back from now', () => {
    const store = openStore()
    addRun(store, sampleConfig())
    const old = addRun(store, sampleConfig(2), undefined)
    const fresh = store.runs.create({
      config: sampleConfig(3),
      configHash: 'x',
      createdAt: new Date(Date.now() - 3_600_000).toISOString(),
      ownerId: null,
    })
    expect(find(store, 'created > 2h ago')).toEqual([fresh.id])
    expect(find(store, 'created < 2h ago or created = today or created = yesterday')).toContain(
      old.id === fresh.id ? 0 : fresh.id,
    )
  })

  it('refuses what it does not understand in one sentence', () => {
    const store = openStore()
    expect(() => find(store, 'a gama > 3')).toThrow(
      'There is no field “gama”; names like it: gamma (filter, character 3)',
    )
  })

  it('folds the case of every letter', () => {
    const store = openStore()
    const run = (tag: string, notes: string) => {
      const { id } = addRun(store, sampleConfig())
      store.setTags(id, [tag])
      store.marks.set([{ runId: id, notes }])
      return id
    }
    const french = run('Étude', 'ÇA VA, straße')
    const greek = run('ΩMEGA', 'ΣΊΣΥΦΟΣ')
    const apart = run('E\u0301TUDE', 'İstanbul')
    for (const filter of ['étude', 'tag = ÉTUDE', 'tag ~ éTUD', 'tag in (étude, x)']) {
      expect(find(store, filter), filter).toEqual([apart, french])
    }
    for (const filter of ['ωmega', 'tag = Ωmega', 'notes ~ σίσυφος', 'notes = Σίσυφοσ']) {
      expect(find(store, filter), filter).toEqual([greek])
    }
    expect(find(store, 'notes ~ STRASSE')).toEqual([french])
    expect(find(store, 'notes ~ "ça va"')).toEqual([french])
    expect(find(store, 'tag != étude')).toEqual([greek])
  })

  it('takes single quotes as double ones, and lists as they are written in a configuration', () => {
    const store = openStore()
    const { id } = addRun(store, config(1))
    store.setTags(id, ['a,b', 'it\'s "so"'])
    addRun(store, config(0))
    const filters = [`tag = 'a,b'`, 'tag = "a,b"', 'tag = a,b', `tag in ('a,b', c)`, `'A,B'`]
    const lists = ['64,64', '[64,64]', '"64, 64"', '"[64, 64]"', '64-64']
    for (const filter of [
      ...filters,
      `tag = 'it\\'s "so"'`,
      ...lists.map((list) => `hiddenSizes = ${list}`),
    ]) {
      expect(find(store, filter), filter).toEqual([id])
    }
    expect(() => find(store, `tag = 'a,b`)).toThrow('A quote is opened here and never closed')
  })

  it('finds the runs whose rows say that they are solved', () => {
    const store = storeOf(24)
    const solved = store.runs.list().filter(({ progress }) => progress.solvedAt)
    expect(solved.length).toBeGreaterThan(3)
    for (const filter of ['solved', 'Solved', 'is solved']) {
      expect(find(store, filter), filter).toEqual(solved.map(({ id }) => id))
    }
    expect(find(store, 'solved cartpole')).toEqual(find(store, 'is solved cartpole'))
  })

  it('keeps its values apart from its SQL', () => {
    const store = storeOf(4)
    for (const text of [`'; DROP TABLE runs; --`, `%`, `_`, `") OR 1=1`, '?']) {
      const quoted = `"${text.replaceAll('"', '\\"')}"`
      expect(find(store, `tag = ${quoted}`)).toEqual([])
      expect(find(store, `hiddenSizes ~ ${quoted}`)).toEqual([])
    }
    expect(store.runs.list()).toHaveLength(4)
  })

  it('keeps the values of a configuration while a run has it', async () => {
    const store = openStore()
    const [first, second] = [addRun(store, config(0)), addRun(store, { ...config(0), seed: 9 })]
    store.trash.put(first.id, createdAt)
    store.trash.empty()
    await store.hidden.removeAbandoned()
    expect(find(store, 'gaeLambda = 0.9')).toEqual([second.id])
    store.trash.put(second.id, createdAt)
    store.trash.empty()
    await store.hidden.removeAbandoned()
    expect(store.fieldValues('estimator.gaeLambda')).toEqual([])
    const again = addRun(store, config(0))
    expect(find(store, 'gaeLambda = 0.9')).toEqual([again.id])
  })
})

describe('the values of a field', () => {
  it('are those that stored runs have, the most frequent first', () => {
    const store = storeOf(24)
    expect(store.fieldValues('tag')[0]).toEqual({ value: 'IN', runs: 6 })
    expect(store.fieldValues('environment.id')[0]).toEqual({ value: 'FrozenLake-v1', runs: 12 })
    expect(store.fieldValues('estimator.gaeLambda')).toEqual([{ value: 0.9, runs: 5 }])
    expect(store.fieldValues('policy.hiddenSizes')).toEqual([
      { value: '64-64', runs: 16 },
      { value: '8', runs: 8 },
    ])
    expect(store.fieldValues('budget.stopWhenSolved')).toEqual([{ value: true, runs: 24 }])
    expect(store.fieldValues('seed')).toHaveLength(6)
    expect(store.fieldValues('meanReturnLast100')).toEqual([])
    expect(store.fieldValues('experiment')).toEqual([])
    const texts = { name: 'Rates', question: '', hypothesis: '', notes: '', conclusion: '' }
    const { id } = store.experiments.create({ ...texts, sweep: null, createdAt })
    store.experiments.runs.assign([1, 2], id)
    expect(store.fieldValues('experiment')).toEqual([{ value: id, runs: 2 }])
    expect(find(store, `experiment = ${id}`)).toEqual([2, 1])
  })
})
