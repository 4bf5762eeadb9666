import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { describeEstimator, describeOptimizer, describePolicy } from '#shared/describe-config.ts'
import { parseRunConfig, type RunConfig } from '#shared/run-config.ts'
import { runIdsQuery, runQuery, runSortKeys } from '#shared/run-query.ts'
import { budgetUsed, stepsPerSecond, type Run } from '#shared/run.ts'
import { createRng } from '#core/rng.ts'
import { APPLICATION_ID } from '#main/store/database-file.ts'
import { migrations } from '#main/store/migrations/index.ts'
import type { Store } from '#main/store/store.ts'
import { addRun, openStore, range, sampleProgress, temporaryFolder } from './sample-runs.ts'

const statuses = ['completed', 'running', 'stopped'] as const

const config = (i: number): RunConfig =>
  parseRunConfig({
    environment: { id: i % 3 === 0 ? 'FrozenLake-v1' : 'CartPole-v1' },
    policy: { kind: 'mlp', hiddenSizes: [8 * (1 + (i % 4))] },
    estimator: { gamma: i % 2 === 0 ? 0.99 : 0.9 },
    optimizer: { kind: 'adam', learningRate: 0.001 * (1 + (i % 5)) },
    batch: { episodes: 4 },
    budget: [{ episodes: 100 }, { environmentSteps: 5000 }, { updates: 40 }][i % 3]!,
    seed: 1 + Math.floor(i / 60),
  })

/** Runs of 60 configurations that differ in all a table shows, with values that are missing and equal. */
function storeOf(count: number): Store {
  const store = openStore()
  const rng = createRng(3, 'test')
  const ownerId = store.processes.register(process.pid, '2026-11-20T10:00:00.000Z')
  for (const i of range(count)) {
    const { id: runId } = addRun(store, config(i), ownerId)
    const episodes = Math.floor(90 * rng.uniform())
    const progress = {
      ...sampleProgress,
      episodes,
      environmentSteps: 37 * episodes,
      updates: Math.floor(episodes / 4),
      wallTimeMs: i % 7 === 0 ? 0 : episodes + 1,
      meanReturnLast100: i % 5 === 0 ? null : Math.floor(10 * rng.uniform()),
      lastReturn: i % 6 === 0 ? null : (i * 3) % 7,
      meanReturnLast10: (i * 7) % 11,
      meanReturnLast1000: i % 4 === 0 ? null : (i * 5) % 13,
      areaUnderCurve: (i * 3) % 17,
    }
    store.addBatch(runId, { episodes: [], updates: [], progress, checkpoint: null })
    store.runs.setStatus(runId, statuses[i % 3]!)
    if (i % 9 === 0)
      store.alerts.set(new Map([[runId, i % 2 ? ['stalled'] : ['large-kl', 'diverged']]]))
    if (i % 11 === 0) store.setTags(runId, ['Night shift', `n${i}`])
  }
  return store
}

const configKeys = ['config.optimizer.learningRate', 'config.budget.updates'] as const
type TestedKey = (typeof runSortKeys)[number] | (typeof configKeys)[number]

const sortValues: Readonly<Record<TestedKey, (run: Run) => number | string | null>> = {
  id: (run) => run.id,
  environment: (run) => run.config.environment.id,
  policy: (run) => describePolicy(run.config.policy),
  estimator: (run) => describeEstimator(run.config.estimator),
  optimizer: (run) => describeOptimizer(run.config.optimizer),
  seed: (run) => run.config.seed,
  status: (run) => run.status,
  progress: budgetUsed,
  episodes: (run) => run.progress.episodes,
  environmentSteps: (run) => run.progress.environmentSteps,
  updates: (run) => run.progress.updates,
  wallTimeMs: (run) => run.progress.wallTimeMs,
  meanReturnLast100: (run) => run.progress.meanReturnLast100,
  lastReturn: (run) => run.progress.lastReturn,
  meanReturnLast10: (run) => run.progress.meanReturnLast10,
  meanReturnLast1000: (run) => run.progress.meanReturnLast1000,
  bestMeanReturn100: (run) => run.progress.bestMeanReturn100,
  areaUnderCurve: (run) => run.progress.areaUnderCurve,
  solvedAt: (run) => run.progress.solvedAt?.episode ?? null,
  stepsPerSecond: (run) => stepsPerSecond(run.progress),
  createdAt: (run) => run.createdAt,
  startedAt: (run) => run.startedAt,
  finishedAt: (run) => run.finishedAt,
  tags: (run) => run.tags.join(',') || null,
  alerts: ({ alerts }) =>
    alerts
      .map(({ id }) => id)
      .sort()
      .join(',') || null,
  'config.optimizer.learningRate': ({ config }) =>
    'learningRate' in config.optimizer ? config.optimizer.learningRate : null,
  'config.budget.updates': ({ config }) =>
    'updates' in config.budget ? config.budget.updates : null,
}

function sorted(runs: readonly Run[], key: TestedKey, isDescending: boolean): number[] {
  const value = sortValues[key]
  const direction = isDescending ? -1 : 1
  return [...runs]
    .sort((a, b) => {
      const [x, y] = [value(a), value(b)]
      if (x === y) return b.id - a.id
      if (x === null) return 1
      if (y === null) return -1
      return x < y ? -direction : direction
    })
    .map(({ id }) => id)
}

const ask = (store: Store, query: object) => store.runs.query(runQuery.parse(query))
const idsOf = (found: ReturnType<typeof ask>) =>
  found.groups.map(({ runs }) => runs.map(({ id }) => id))

describe('a query of runs', () => {
  it('sorts by every key, either way, as one would by hand', () => {
    const store = storeOf(240)
    const runs = store.runs.list()
    for (const key of [...runSortKeys, ...configKeys]) {
      for (const isDescending of [false, true]) {
        const found = ask(store, { sort: { key, isDescending }, limit: 1000 })
        expect(idsOf(found).flat(), `${key} ${isDescending}`).toEqual(
          sorted(runs, key, isDescending),
        )
      }
    }
  })

  it('finds the runs that show every word somewhere in their row or tags', () => {
    const store = storeOf(240)
    const runs = store.runs.list()
    const shown = (run: Run) =>
      [
        `#${run.id}`,
        ...(['environment', 'policy', 'estimator', 'optimizer'] as const).map((key) =>
          String(sortValues[key](run)),
        ),
        `seed ${run.config.seed}`,
        run.status,
        run.configHash,
        ...run.tags,
      ]
        .join(' ')
        .toLowerCase()
    for (const filter of [
      'cartpole',
      'lake seed 3',
      'NIGHT completed',
      '#12',
      'γ 0.9,',
      'adam 0.003',
      "it's",
      '100%_',
    ]) {
      const words = filter.toLowerCase().split(' ')
      const expected = runs.filter((run) => words.every((word) => shown(run).includes(word)))
      const found = ask(store, { filter, limit: 1000 })
      expect(idsOf(found).flat(), filter).toEqual(expected.map(({ id }) => id))
      expect(found).toMatchObject({ runCount: expected.length, storedCount: 240, runningCount: 80 })
    }
  })

  it('has the seeds of a configuration as one entry where the first of them would be', () => {
    const store = storeOf(240)
    const order = sorted(store.runs.list(), 'meanReturnLast100', true)
    const groups = Map.groupBy(order, (runId) => store.runs.get(runId).configHash)
    const sort = { key: 'meanReturnLast100', isDescending: true }
    const found = ask(store, { sort, isGrouping: true })
    expect(idsOf(found)).toEqual([...groups.values()])
    expect(found).toMatchObject({ groupCount: 60, runCount: 240 })
    expect(idsOf(ask(store, { sort, isGrouping: true, offset: 10, limit: 7 }))).toEqual(
      idsOf(found).slice(10, 17),
    )
  })

  it('groups in the order of what stands beside the runs, of those that a filter finds', () => {
    const store = storeOf(240)
    const filter = 'optimizer.learningRate > 0.002'
    const held = store.runs
      .list()
      .filter((run) => Number(sortValues['config.optimizer.learningRate'](run)) > 0.002)
    for (const key of ['progress', 'tags', ...configKeys] as const) {
      const groups = Map.groupBy(sorted(held, key, true), (id) => store.runs.get(id).configHash)
      const found = ask(store, { filter, isGrouping: true, sort: { key, isDescending: true } })
      expect(idsOf(found), key).toEqual([...groups.values()])
      expect(found.runCount).toBe(held.length)
    }
  })

  it('knows what has changed since it was asked last', () => {
    const store = storeOf(4)
    const ids = () => idsOf(ask(store, { filter: 'late' })).flat()
    expect(ids()).toEqual([])
    store.setTags(2, ['late'])
    expect(ids()).toEqual([2])
    store.runs.setStatus(1, 'interrupted')
    store.trash.put(2, '2026-11-21T10:00:00.000Z')
    expect(ids()).toEqual([])
    expect(ask(store, { filter: 'interrupted' }).runCount).toBe(1)
  })

  it('refuses a key that is more than the name of a field', () => {
    const sort = (key: string) => ({ sort: { key, isDescending: false } })
    expect(runQuery.safeParse(sort('config.policy.hiddenSizes')).success).toBe(true)
    for (const key of ["config.a'", 'config.', 'config.a b', 'config.a..b', 'marks']) {
      expect(runQuery.safeParse(sort(key)).success, key).toBe(false)
    }
  })

  it('gives the ids of all it finds, or of some entries, as they are in the table', () => {
    const store = storeOf(240)
    for (const isGrouping of [false, true]) {
      const query = { filter: 'cartpole', isGrouping, sort: { key: 'seed', isDescending: true } }
      const table = idsOf(ask(store, { ...query, limit: 1000 }))
      const ids = (part: object) => store.runs.ids(runIdsQuery.parse({ ...query, ...part }))
      expect(ids({})).toEqual({ runIds: table.flat(), runCount: 160 })
      expect(ids({ offset: 3, limit: 4 }).runIds).toEqual(table.slice(3, 7).flat())
    }
  })

  it('searches the runs that were stored before their words were', () => {
    const path = join(temporaryFolder(), 'test.sqlite')
    const before = new Database(path)
    for (const migration of migrations.slice(0, 7)) before.exec(migration)
    before.pragma(`application_id = ${APPLICATION_ID}`)
    before.pragma('user_version = 7')
    before
      .prepare(
        `INSERT INTO runs (config_json, config_hash, environment, seed, status, created_at)
         VALUES (?, '', 'CartPole-v1', 1, 'completed', '')`,
      )
      .run(JSON.stringify(config(1)))
    before.close()
    const migrated = openStore(path)
    expect(ask(migrated, { filter: 'mlp 16 γ 0.9, adam 0.002' }).runCount).toBe(1)
  })
})
