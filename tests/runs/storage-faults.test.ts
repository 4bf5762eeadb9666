import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Events } from '#shared/api.ts'
import { isActive } from '#shared/run.ts'
import { whenFree } from '#main/store/when-free.ts'
import { lockDatabase } from '../store/change-database.ts'
import { range } from '../store/sample-runs.ts'
import { managerOn } from './manager-on.ts'
import { brief, endless, eventually, openBackend, sleep } from './test-backend.ts'

const UPDATES = 1000
const config = (seed: number) => brief(UPDATES, { seed })

async function timed<T>(
  work: Promise<T>,
): Promise<{ readonly result: T; readonly tookMs: number }> {
  const from = performance.now()
  const result = await work
  return { result, tookMs: performance.now() - from }
}

async function undisturbedHash(seed: number): Promise<string> {
  const { start, untilEnded } = openBackend()
  const { metricsHash } = await untilEnded((await start(config(seed))).id)
  return metricsHash!
}

describe("another program's lock", () => {
  it('holds runs up and ends none: all go on by themselves, to the same bits', async () => {
    const expected = await undisturbedHash(1)
    const open = openBackend({ workers: 2, stateEveryMs: 50 })
    const heard: Events['storage.changed'][] = []
    open.backend.subscribe(({ event, data }) => {
      if (event === 'storage.changed') heard.push(data as Events['storage.changed'])
    })
    const first = (await open.start(config(1))).id
    const stopped = (await open.start(endless({ seed: 2 }))).id
    const waiting = (await open.start(config(3))).id
    await open.untilTraining(first, 40)
    await open.untilTraining(stopped, 40)

    const { end: free } = lockDatabase(open.databasePath)
    await eventually(
      'the state of the storage',
      () => heard.at(-1)?.heldUp,
      (heldUp) => heldUp !== null && heldUp !== undefined,
    )
    expect(heard.at(-1)!.heldUp).toEqual({
      kind: 'busy',
      problem: 'Another program keeps the database locked',
      since: expect.stringMatching(/^\d{4}-.*Z$/),
    })
    expect(await open.call('storage.state', undefined)).toEqual(heard.at(-1))
    const before = open.get(first)

    const reading = await timed(open.call('runs.get', { runId: first }))
    expect(reading.tookMs).toBeLessThan(200)
    const stopping = await timed(open.call('runs.stop', { runId: stopped }))
    expect(stopping.tookMs).toBeLessThan(500)
    expect(stopping.result.status).toBe('running')
    const many = await timed(open.call('runs.stopAll', { runIds: [waiting] }))
    expect(many.tookMs).toBeLessThan(600)
    expect(many.result).toMatchObject({ stopped: [{ runId: waiting, was: 'queued' }], refused: [] })
    const writing = await timed(
      open.call('runs.tag', { runId: first, tags: ['x'] }).catch((error: unknown) => error),
    )
    expect(writing.result).toMatchObject({ code: 'busy' })
    expect(writing.tookMs).toBeLessThan(1000)
    // Nothing that is not stored was told.
    expect(open.get(first)).toEqual(before)
    expect(open.heard.findLast(({ run }) => run.id === first)!.run.progress).toEqual(
      before.progress,
    )

    await free()
    expect(await open.untilEnded(first)).toMatchObject({
      status: 'completed',
      metricsHash: expected,
    })
    expect((await open.untilEnded(stopped)).status).toBe('stopped')
    expect((await open.untilEnded(waiting)).status).toBe('stopped')
    expect(heard.at(-1)).toEqual({ heldUp: null })
    expect(open.reported).toEqual([])
  })

  it('keeps runs that wait waiting, and they begin once it is free', async () => {
    const open = openBackend()
    const first = (await open.start(endless())).id
    const second = (await open.start(config(2))).id
    await open.untilTraining(first)
    const { end: free } = lockDatabase(open.databasePath)
    await open.call('runs.stop', { runId: first })
    await sleep(300)
    expect(open.get(second)).toMatchObject({ status: 'queued', reason: null })
    await free()
    expect((await open.untilEnded(second)).status).toBe('completed')
  })

  it('that outlives the workbench leaves its runs interrupted, with what they go on from', async () => {
    const expected = await undisturbedHash(1)
    const workbench = { keepsQueue: true, stateEveryMs: 20 }
    const first = openBackend(workbench)
    const { id } = await first.start(config(1))
    await first.until(id, ({ progress }) => progress.updates > 20)
    const { end: free } = lockDatabase(first.databasePath)
    const { tookMs } = await timed(first.close())
    expect(tookMs).toBeLessThan(10_000)
    await free()

    const second = openBackend({ ...workbench, databasePath: first.databasePath })
    const again = second.get(id)
    expect(again.status).toBe('running')
    expect(again.progress.updates).toBeGreaterThan(20)
    const { events } = await second.call('runs.history', { runId: id })
    expect(events.map(({ kind }) => kind)).toContain('interrupted')
    expect(await second.untilEnded(id)).toMatchObject({
      status: 'completed',
      metricsHash: expected,
    })
  })

  it('refuses a change as a whole: what a pause of all could not store was not done', async () => {
    const open = openBackend({ workers: 2, keepsQueue: true })
    const ids = [1, 2].map((seed) => open.start(endless({ seed })))
    const [first] = await Promise.all(ids)
    await open.untilTraining(first!.id)
    const { end: free } = lockDatabase(open.databasePath)
    await expect(open.call('queue.pauseAll', undefined)).rejects.toMatchObject({ code: 'busy' })
    expect(await open.call('queue.get', undefined)).toMatchObject({ isHeld: false })
    await free()
    await open.untilTraining(first!.id, open.get(first!.id).progress.episodes + 10)
    expect(await open.call('queue.pauseAll', undefined)).toBeNull()
    expect(await open.call('queue.get', undefined)).toMatchObject({
      isHeld: true,
      training: [{ status: 'paused' }, { status: 'paused' }],
    })
  })
})

describe('a disk that is full or failing again and again', () => {
  const fault = (code: string) => {
    throw new Database.SqliteError('out of luck', code)
  }

  it('starts no run twice when those that were started cannot be read', async () => {
    const { store, manager } = managerOn((store) => ({
      ...store,
      runs: { ...store.runs, these: () => fault('SQLITE_IOERR_READ') },
    }))
    const start = () => manager.startSeeds(config(1), [1, 2])
    await expect(whenFree(start, { busyMs: 300 })).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringMatching(/^The change is stored, but its runs cannot be read/),
    })
    expect(store.runs.list()).toHaveLength(2)
  })

  it('costs no run, and no bit of any', async () => {
    const expected = [await undisturbedHash(1), await undisturbedHash(2)]
    let calls = 0
    const codes = ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_BUSY', 'SQLITE_IOERR_FSYNC']
    /** Every other write fails, some of them several times. */
    const unlucky = <A extends unknown[], R>(write: (...parameters: A) => R) =>
      ((...parameters: A): R =>
        calls++ % 5 < 2 ? fault(codes[calls % codes.length]!) : write(...parameters)) as (
        ...parameters: A
      ) => R
    const { store, manager, published, reported } = managerOn(
      (store) => ({
        ...store,
        addBatch: unlucky(store.addBatch),
        runs: {
          ...store.runs,
          setStatus: unlucky(store.runs.setStatus),
          begin: unlucky(store.runs.begin),
        },
      }),
      {
        workers: 1,
        // Whatever is published is stored.
        hear: ({ id, progress }, { runs }) =>
          expect(runs.get(id).progress.episodes).toBeGreaterThanOrEqual(progress.episodes),
      },
    )
    for (const seed of [1, 2]) manager.start(config(seed))
    for (const [i, runId] of [1, 2].entries()) {
      const run = await eventually(
        `run ${runId}`,
        () => store.runs.get(runId),
        ({ status }) => !isActive(status),
        40_000,
      )
      expect(run).toMatchObject({ status: 'completed', metricsHash: expected[i] })
      const { episodes } = run.progress
      expect(store.episodes.page(runId, -1, 1e6).map(({ index }) => index)).toEqual(range(episodes))
      expect(published.findLast(({ id }) => id === runId)).toEqual(run)
    }
    expect(calls).toBeGreaterThan(10)
    expect(reported).toEqual([])
  })
})
