import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Events } from '#shared/api.ts'
import { runTables, storedColumns } from '#main/store/run-tables.ts'
import { migrations } from '#main/store/migrations/index.ts'
import { openDatabase } from '#main/store/store.ts'
import { range, temporaryFolder } from '../store/sample-runs.ts'
import { importRuns, runFileOf } from './run-file-client.ts'
import { brief, endless, eventually, openBackend } from './test-backend.ts'

const withValue = brief(80, {
  estimator: { baseline: 'value' },
  environment: { id: 'Pendulum-v1' },
  policy: { kind: 'gaussian-linear' },
})

/** All that is stored of a run, table by table, without the numbers that each database gives. */
function rowsOf(databasePath: string, runId: number): Record<string, unknown[]> {
  const db = new Database(databasePath, { readonly: true })
  const select = (table: string, id: string, columns: readonly string[]) =>
    db.prepare(`SELECT ${columns.join(', ')} FROM ${table} WHERE ${id} = ?`).all(runId)
  const columnsOf = (table: string) =>
    storedColumns(db, table).filter(
      (column) => !['run_id', 'owner_id', 'experiment_id', 'queue_position'].includes(column),
    )
  const rows = {
    runs: select('runs', 'id', columnsOf('runs')),
    ...Object.fromEntries(
      runTables(db).map(({ name }) => [name, select(name, 'run_id', columnsOf(name))]),
    ),
  }
  db.close()
  return rows
}

/** A workbench with a completed run that has everything, in an experiment of its own. */
async function workbenchWithRun() {
  const open = openBackend()
  const { id } = await open.start(withValue)
  const run = await open.untilEnded(id)
  expect(run.status).toBe('completed')
  await open.call('runs.mark', {
    runIds: [id],
    addTags: ['figure 2', 'kept'],
    notes: 'The one of the paper',
    isStarred: true,
    isLocked: true,
  })
  await open.call('runs.dismissAlert', { runId: id, alertId: 'stalled', isDismissed: true })
  const episode = await open.call('runs.playEpisode', { runId: id })
  await open.call('recordings.keep', { name: 'A good one', episode })
  const experiment = await open.call('experiments.create', { name: 'Why?', question: 'Does it?' })
  await open.call('experiments.addRuns', { experimentId: experiment.id, runIds: [id] })
  // So short a run has no alert by itself.
  const file = new Database(open.databasePath)
  file.prepare(`INSERT INTO run_alerts (run_id, alert_id) VALUES (?, 'stalled')`).run(id)
  file.close()
  return { ...open, run: open.get(id), experiment }
}

describe('a run file', () => {
  it('brings a run into another database with every row of every table', async () => {
    const theirs = await workbenchWithRun()
    const ours = openBackend()
    // Numbers differ from theirs.
    await ours.untilEnded((await ours.start(brief(1))).id)
    const told: number[] = []
    ours.backend.subscribe(({ event, data }) => {
      if (event === 'runFile.progress') told.push((data as Events['runFile.progress']).share)
    })
    const result = await importRuns(ours.call, await runFileOf(theirs.call, [theirs.run.id]))
    expect(result).toEqual({
      imported: [2],
      restored: [],
      alreadyHere: [],
      experimentIds: [1],
      leftInTrash: 0,
    })
    // However long it takes: upwards, to the end, which is told once.
    expect(told).toEqual([...new Set(told)].toSorted((a, b) => a - b))
    expect(told.at(-1)).toBe(1)

    const sent = rowsOf(theirs.databasePath, theirs.run.id)
    const received = rowsOf(ours.databasePath, 2)
    const [imported, ...others] = received['run_events']!.toReversed()
    expect(imported).toMatchObject({ kind: 'imported', detail: 'theirs.sqlite' })
    expect({ ...received, run_events: others.toReversed() }).toEqual(sent)
    for (const table of Object.keys(sent).filter((name) => name !== 'training_states')) {
      expect([table, sent[table]!.length > 0]).toEqual([table, true])
    }
    expect(ours.get(2)).toEqual({ ...theirs.run, id: 2, experimentId: 1 })
    expect(await ours.call('experiments.get', { experimentId: 1 })).toMatchObject({
      name: 'Why?',
      question: 'Does it?',
    })
    expect(await ours.call('experiments.runIds', { experimentId: 1 })).toEqual([2])

    const curve = { metric: 'episodeReturn', x: 'episodes', maxPoints: 100 } as const
    expect({ ...(await ours.call('runs.curve', { ...curve, runId: 2 })), runId: 0 }).toEqual({
      ...(await theirs.call('runs.curve', { ...curve, runId: theirs.run.id })),
      runId: 0,
    })
    expect(await ours.call('runs.verify', { runId: 2, taskId: 'verify' })).toMatchObject({
      isSame: true,
      otherMaker: null,
    })
    // What filters know of configurations came too.
    const found = await ours.call('runs.query', { filter: 'baseline = value' })
    expect(found.runCount).toBe(1)
  })

  it('copies what every table says of a run; what else there is belongs to the database', () => {
    const path = join(temporaryFolder(), 'some.sqlite')
    const db = openDatabase(path)
    const all = db
      .prepare<[], string>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'`,
      )
      .pluck()
      .all()
    const copied = ['runs', ...runTables(db).map(({ name }) => name), 'experiments']
    db.close()
    expect(all.filter((table) => !copied.includes(table)).toSorted()).toEqual([
      'configuration_values',
      'days_in_use',
      'hidden_rows',
      'processes',
      'settings',
    ])
  })

  it('is not imported twice, and takes a run back from the trash', async () => {
    const theirs = await workbenchWithRun()
    const file = await runFileOf(theirs.call, [theirs.run.id])
    const ours = openBackend()
    await importRuns(ours.call, file)
    const nothing = { imported: [], restored: [], alreadyHere: [], experimentIds: [] }
    expect(await importRuns(ours.call, file)).toMatchObject({ ...nothing, alreadyHere: [1] })
    expect(await importRuns(theirs.call, file)).toMatchObject({ ...nothing, alreadyHere: [1] })

    await ours.call('runs.mark', { runIds: [1], isLocked: false })
    await ours.call('experiments.delete', { experimentId: 1, withRuns: true })
    expect(await importRuns(ours.call, file)).toMatchObject({
      ...nothing,
      restored: [1],
      experimentIds: [1],
    })
    expect(await ours.call('experiments.runIds', { experimentId: 1 })).toEqual([1])
  })

  it('never starts a run by itself; one that was interrupted goes on to the same end', async () => {
    const theirs = openBackend({ stateEveryMs: 20 })
    const wanted = brief(120, { batch: { episodes: 40 } })
    const { id } = await theirs.start(wanted)
    const waiting = await theirs.start(endless({ seed: 2 }))
    await theirs.until(id, ({ progress }) => progress.updates > 5)
    const file = await runFileOf(theirs.call, [id, waiting.id])
    const ended = await theirs.untilEnded(id)

    const ours = openBackend({ keepsQueue: true })
    expect((await importRuns(ours.call, file)).imported).toEqual([1, 2])
    expect(ours.get(1)).toMatchObject({
      status: 'interrupted',
      reason: 'It was running when it was copied',
    })
    expect(ours.get(2)).toMatchObject({ status: 'interrupted', metricsHash: null })
    await ours.close()
    const again = openBackend({ keepsQueue: true, databasePath: ours.databasePath })
    expect(again.get(1).status).toBe('interrupted')
    await again.call('runs.continue', { runIds: [1] })
    expect(await again.untilEnded(1)).toMatchObject({
      status: 'completed',
      metricsHash: ended.metricsHash,
    })
    // Trained further than the first copy of it: nothing of it is lost.
    const third = openBackend()
    await importRuns(third.call, file)
    const later = await runFileOf(again.call, [1])
    expect(await importRuns(third.call, later)).toMatchObject({ imported: [3], alreadyHere: [] })
    expect(await importRuns(third.call, file)).toMatchObject({ imported: [] })
  })

  it('brings an experiment that is paused there without its pause', async () => {
    const theirs = await workbenchWithRun()
    const { id: experimentId } = theirs.experiment
    await theirs.call('experiments.pause', { experimentId })
    const ours = openBackend()
    await importRuns(ours.call, await runFileOf(theirs.call, [theirs.run.id]))
    const [experiment] = await ours.call('experiments.list', undefined)
    expect(experiment).toMatchObject({ name: 'Why?', isHeld: false })
  })

  it('is any database of the workbench, of an older version too, whose trash stays there', async () => {
    const theirs = await workbenchWithRun()
    const { id } = await theirs.untilEnded((await theirs.start(brief(2))).id)
    await theirs.call('runs.delete', { runId: id })
    await theirs.close()
    const ours = openBackend()
    expect(await importRuns(ours.call, readFileSync(theirs.databasePath))).toMatchObject({
      imported: [1],
      leftInTrash: 1,
    })

    const old = new Database(join(temporaryFolder(), 'old.sqlite'))
    old.exec(migrations[0]!)
    old.exec(migrations[1]!)
    old.pragma(`application_id = ${0x52574231}`)
    old.pragma('user_version = 2')
    const config = JSON.stringify(brief(1))
    const hash = (await ours.start(brief(1))).configHash
    old
      .prepare(
        `INSERT INTO runs (config_json, config_hash, environment, seed, status, created_at)
         VALUES (?, ?, 'CartPole-v1', 1, 'completed', '2025-01-01T00:00:00.000Z')`,
      )
      .run(config, hash)
    const file = old.serialize()
    old.close()
    expect(await importRuns(ours.call, file, 'old.sqlite')).toMatchObject({ imported: [3] })
    expect(await importRuns(ours.call, file, 'old.sqlite')).toMatchObject({ alreadyHere: [3] })
  })

  it('holds an experiment only where it holds all its runs, or the experiment was asked for', async () => {
    const theirs = openBackend()
    const ids = [1, 2].map(async (seed) => (await theirs.start(brief(1, { seed }))).id)
    const runIds = await Promise.all(ids)
    for (const runId of runIds) await theirs.untilEnded(runId)
    const { id: experimentId } = await theirs.call('experiments.create', { name: 'Two' })
    await theirs.call('experiments.addRuns', { experimentId, runIds })
    const experimentsIn = async (file: Buffer) => {
      const ours = openBackend()
      await importRuns(ours.call, file)
      return (await ours.call('experiments.list', undefined)).length
    }
    expect(await experimentsIn(await runFileOf(theirs.call, [1]))).toBe(0)
    expect(await experimentsIn(await runFileOf(theirs.call, [1], experimentId))).toBe(1)
    expect(await experimentsIn(await runFileOf(theirs.call, [1, 2]))).toBe(1)
  })

  /** A run file that was tampered with. */
  async function tampered(change: (db: Database.Database) => void): Promise<Buffer> {
    const theirs = openBackend()
    const { id } = await theirs.untilEnded((await theirs.start(brief(1))).id)
    const path = join(temporaryFolder(), 'file.sqlite')
    writeFileSync(path, await runFileOf(theirs.call, [id]))
    const db = new Database(path)
    change(db)
    db.close()
    return readFileSync(path)
  }
  const text = (words: string) => async () => Buffer.from(words)
  it.each([
    ['text', text('{"seed": 1}'), 'mine.sqlite cannot be imported: it is a JSON file'],
    ['an empty file', text(''), 'it is empty'],
    [
      'a database of another program',
      async () => {
        const db = new Database(':memory:')
        db.exec('CREATE TABLE cookies (host TEXT)')
        return db.serialize()
      },
      'mine.sqlite belongs to another program',
    ],
    [
      'a newer schema',
      () => tampered((db) => db.pragma('user_version = 999')),
      'use a newer version of the workbench',
    ],
    [
      'a damaged file',
      async () => {
        const file = await tampered(() => undefined)
        return file.fill(7, 4096, 40_000)
      },
      'mine.sqlite is damaged',
    ],
    [
      'a trigger of somebody',
      () =>
        tampered((db) =>
          db.exec(`CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM episodes; END`),
        ),
      'has a trigger named t that this program did not create',
    ],
    [
      'a configuration that is not allowed',
      () => tampered((db) => db.exec(`UPDATE runs SET config_json = '{"seed": "x"}'`)),
      'run 1: its configuration is not allowed',
    ],
    [
      'a configuration under the hash of another',
      () => tampered((db) => db.exec(`UPDATE runs SET config_hash = '0123456789abcdef'`)),
      'run 1: config_hash is 0123456789abcdef; must be',
    ],
    [
      'no JSON',
      () => tampered((db) => db.exec(`UPDATE runs SET provenance_json = '{'`)),
      'run 1: provenance_json: the text is not JSON',
    ],
  ])('is refused with nothing changed where it is %s', async (_, make, sentence) => {
    const file = await make()
    const ours = openBackend()
    await expect(importRuns(ours.call, file, 'mine.sqlite')).rejects.toThrow(sentence)
    expect(await ours.call('runs.list', undefined)).toEqual([])
    expect(ours.reported).toEqual([])
    // The next one is imported.
    expect(await importRuns(ours.call, await tampered(() => undefined))).toMatchObject({
      imported: [1],
    })
  })

  it('takes back all runs of a file where one cannot be stored', async () => {
    const theirs = openBackend()
    await theirs.call('queue.pauseAll', undefined)
    // More than one transaction stores.
    const seeds = range(500)
    const runs = await theirs.call('runs.startSeeds', { config: brief(1), seeds })
    const file = await runFileOf(
      theirs.call,
      runs.map(({ id }) => id),
    )
    const ours = openBackend()
    ours.backend.subscribe(({ event }) => {
      if (event !== 'runFile.progress') return
      const db = new Database(ours.databasePath)
      db.exec(
        `CREATE TRIGGER IF NOT EXISTS no_more BEFORE INSERT ON runs BEGIN SELECT raise(ABORT, 'full'); END`,
      )
      db.close()
    })
    await expect(importRuns(ours.call, file)).rejects.toThrow(
      'theirs.sqlite contains data that cannot be stored (full); nothing was imported',
    )
    expect(await ours.call('runs.query', {})).toMatchObject({ storedCount: 0 })
    const db = new Database(ours.databasePath, { readonly: true })
    const count = db.prepare<[], number>('SELECT count(*) FROM runs').pluck()
    await eventually(
      'what was stored',
      () => count.get(),
      (rows) => rows === 0,
    )
    db.close()
  })

  it('has no more bytes than was said, and is gone once discarded', async () => {
    const { call } = openBackend()
    const { fileId } = await call('runFiles.create', { bytes: 2 })
    await call('runFiles.append', { fileId, base64: 'YWI=' })
    await expect(call('runFiles.append', { fileId, base64: 'YWI=' })).rejects.toThrow('2 bytes')
    await expect(call('runFiles.read', { fileId, offset: 0 })).rejects.toThrow('There is no file')
    await expect(call('runFiles.create', { bytes: 1e12 })).rejects.toThrow('at most')
  })
})
