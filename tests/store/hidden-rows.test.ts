import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { parseSweep } from '#shared/sweep.ts'
import { configHash } from '#main/runs/config-hash.ts'
import { rangesOf } from '#main/store/hidden-rows.ts'
import type { Store } from '#main/store/store.ts'
import {
  addRows,
  addRun,
  createdAt,
  openStore,
  sampleConfig,
  temporaryFolder,
} from './sample-runs.ts'

/** More than one transaction stores. */
const COUNT = 400

/** A start of many runs of an experiment, each of a configuration of its own. */
function manyRuns(store: Store, ownerId = store.processes.register(process.pid, createdAt)) {
  const config = (i: number) => ({
    ...sampleConfig(i + 1),
    optimizer: { ...sampleConfig().optimizer, learningRate: 0.001 * (i + 1) },
  })
  return {
    count: COUNT,
    ownerId,
    experiment: {
      ...{ name: 'Many', question: '', hypothesis: '', notes: '', conclusion: '', createdAt },
      sweep: parseSweep({ config: sampleConfig(), seeds: [1] }),
    },
    run: (i: number) => ({
      ...{ config: config(i), configHash: configHash(config(i)), createdAt, ownerId },
    }),
  }
}

/** All ways in which a run or an experiment is found, but for one run that is there before. */
function seen(store: Store) {
  const query = {
    ...{ filter: '', withArchived: true, isGrouping: true, offset: 0, limit: 1000 },
    sort: { key: 'id', isDescending: false },
  } as const
  const found = store.runs.query(query)
  const counts = [found.runCount, found.storedCount, found.groupCount]
  return {
    listed: store.runs.list().length,
    byIds: store.runs.these(Array.from({ length: 1000 }, (_, i) => i)).length,
    counts,
    text: store.runs.query({ ...query, filter: 'CartPole' }).runCount,
    ids: store.runs.ids(query).runCount,
    configurations: store.runs.varyingFields(query).configurationCount,
    active: store.runs.active().length,
    states: store.runs.states(0, 1000).length,
    values: store.fieldValues('environment.id')[0]?.runs,
    learningRates: store.fieldValues('optimizer.learningRate').length,
    experiments: store.experiments.list().length,
    experimentStates: store.experiments.states().size,
    ofExperiments: store.experiments.runs.count(null).length,
    activeOfExperiments: store.experiments.runs.active(null).length,
    trash: store.trash.list().length + store.experiments.trash().length,
  }
}

/** How many rows each table has, whoever sees them. */
function rowCounts(path: string): Record<string, unknown> {
  const db = new Database(path, { readonly: true })
  const tables = ['runs', 'experiments', 'run_events', 'configuration_values', 'hidden_rows']
  const counts = tables.map((name) => [
    name,
    db.prepare(`SELECT count(*) FROM ${name}`).pluck().get(),
  ])
  db.close()
  return Object.fromEntries(counts)
}

function openWithRun() {
  const path = join(temporaryFolder(), 'many.sqlite')
  const store = openStore(path)
  addRun(store)
  return { path, store, before: seen(store), rows: rowCounts(path) }
}

describe('runs that are being stored', () => {
  it('are seen by nobody until all of them are', async () => {
    const { path, store, before } = openWithRun()
    const other = openStore(path)
    let looks = 0
    const { runIds, experimentId } = await store.runs.createAll(manyRuns(store), {
      told() {
        looks++
        expect(rowCounts(path)['runs']).toBeGreaterThan(1)
        for (const each of [store, other]) {
          expect(seen(each)).toEqual(before)
          expect(() => each.runs.get(2)).toThrow('There is no run 2')
          expect(() => each.history(2)).toThrow('There is no run 2')
          expect(() => each.experiments.get(1)).toThrow('There is no experiment 1')
        }
      },
    })
    expect(looks).toBeGreaterThan(0)
    expect(runIds).toEqual(Array.from({ length: COUNT }, (_, i) => i + 2))
    expect(store.experiments.runs.runIds(experimentId!)).toEqual(runIds)
    expect(seen(store)).toMatchObject({ listed: COUNT + 1, active: COUNT + 1, experiments: 1 })
    expect(rowCounts(path)['hidden_rows']).toBe(0)
  })

  it('have the values of their configurations stored for filters, as they are', async () => {
    const { path, store } = openWithRun()
    await store.runs.createAll(manyRuns(store))
    const db = new Database(path, { readonly: true })
    const rowsOf = (table: string) =>
      db
        .prepare(
          `SELECT DISTINCT path, value, typeof(value), config_hash FROM ${table} ORDER BY 1, 2, 4`,
        )
        .raw()
        .all()
    const stored = rowsOf('configuration_values')
    expect(stored.length).toBeGreaterThan(COUNT)
    expect(stored).toEqual(rowsOf('values_of_runs'))
    db.close()
  })

  it('leave the lock of the database to others in between', async () => {
    const { path, store } = openWithRun()
    const other = new Database(path, { timeout: 0 })
    let writes = 0
    await store.runs.createAll(manyRuns(store), {
      told: () => void other.transaction(() => writes++).immediate(),
    })
    other.close()
    expect(writes).toBeGreaterThan(0)
  })

  it('are gone without a trace when one of them cannot be stored', async () => {
    const { path, store, before, rows } = openWithRun()
    const start = manyRuns(store)
    const run = (i: number) =>
      i === COUNT - 1 ? { ...start.run(i), createdAt: null as unknown as string } : start.run(i)
    await expect(store.runs.createAll({ ...start, run })).rejects.toThrow(/NOT NULL/)
    expect(seen(store)).toEqual(before)
    expect(store.hidden.isAnyAbandoned()).toBe(true)
    await store.hidden.removeAbandoned()
    expect(rowCounts(path)).toEqual(rows)
    expect(addRun(store).id).toBe(COUNT + 2)
  })

  it('are gone when the start is cancelled', async () => {
    const { path, store, before, rows } = openWithRun()
    const controller = new AbortController()
    const started = store.runs.createAll(manyRuns(store), {
      signal: controller.signal,
      told: () => controller.abort(new Error('Cancelled')),
    })
    await expect(started).rejects.toThrow('Cancelled')
    expect(seen(store)).toEqual(before)
    await store.hidden.removeAbandoned()
    expect(rowCounts(path)).toEqual(rows)
  })

  it('are removed by others when their program is gone, which then stores no more of them', async () => {
    const { path, store, before, rows } = openWithRun()
    const other = openStore(path)
    const start = manyRuns(store)
    let removal: Promise<void> | undefined
    const started = store.runs.createAll(start, {
      told() {
        if (removal) return
        other.runs.interruptLost(({ id }) => id !== start.ownerId)
        removal = other.hidden.removeAbandoned()
      },
    })
    await expect(started).rejects.toThrow('Another program')
    await removal
    await store.hidden.removeAbandoned()
    expect(seen(store)).toEqual(before)
    expect(rowCounts(path)).toEqual(rows)
  })
})

describe('a run that was deleted for good', () => {
  it('is gone at once, and its rows are removed in parts', async () => {
    const { path, store } = openWithRun()
    addRows(store, 1, 100_000, 5000)
    store.trash.put(1, createdAt)
    expect(store.trash.empty()).toBe(1)
    expect(store.trash.list()).toEqual([])
    expect(store.trash.takeBackAll([1])).toEqual([])
    expect(() => store.trash.takeBack(1)).toThrow('There is no run 1 in the trash')

    const closing = new AbortController()
    const removal = store.hidden.removeAbandoned(closing.signal)
    expect(store.episodes.count(1)).toBeGreaterThan(0)
    closing.abort(new Error('Closed'))
    await expect(removal).rejects.toThrow('Closed')
    // What one program began another brings to its end.
    const other = openStore(path)
    await other.hidden.removeAbandoned()
    expect(rowCounts(path)).toEqual({
      ...{ runs: 0, experiments: 0, run_events: 0, configuration_values: 0, hidden_rows: 0 },
    })
    expect(store.episodes.count(1)).toBe(0)
  })

  it('lies in as few ranges as can be', () => {
    expect(rangesOf([])).toEqual([])
    expect(rangesOf([3, 4, 5, 9, 11, 12])).toEqual([
      [3, 5],
      [9, 9],
      [11, 12],
    ])
  })
})
