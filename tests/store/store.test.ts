import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { isProcessAlive, openDatabase } from '#main/store/store.ts'
import { machineUptimeMs, ownIdentity, processStat } from '#main/store/process-identity.ts'
import {
  addRows,
  addRun,
  createdAt,
  openStore,
  range,
  sampleConfig,
  sampleEpisode,
  sampleProgress,
  sampleUpdate,
  temporaryFolder,
} from './sample-runs.ts'

const asProcess = (ownerId: number) => ({ ownerId, pid: 111, keepsQueue: false })

describe('a run', () => {
  it('is given back as it was created, queued and without progress', () => {
    const store = openStore()
    const run = addRun(store, sampleConfig(4_294_967_295))
    expect(run).toMatchObject({ id: 1, status: 'queued', createdAt, tags: [], metricsHash: null })
    expect(run.config).toEqual(sampleConfig(4_294_967_295))
    expect(run.progress).toEqual(sampleProgress)
    expect(store.runs.get(1)).toEqual(run)
  })

  it('is listed newest first', () => {
    const store = openStore()
    range(3).forEach((seed) => addRun(store, sampleConfig(seed)))
    expect(store.runs.list().map(({ id }) => id)).toEqual([3, 2, 1])
  })

  it('keeps the details of earlier statuses', () => {
    const store = openStore()
    addRun(store)
    store.runs.setStatus(1, 'running', { startedAt: createdAt, engine: 'tfjs (cpu)' })
    const failed = store.runs.setStatus(1, 'failed', { reason: 'Out of memory.' })
    expect(failed).toMatchObject({
      status: 'failed',
      reason: 'Out of memory.',
      startedAt: createdAt,
      engine: 'tfjs (cpu)',
    })
  })

  it('that is not there is an error with a sentence, whatever is asked of it', () => {
    const store = openStore()
    const batch = { episodes: [], updates: [], progress: sampleProgress, checkpoint: null }
    const questions = [
      () => store.runs.get(7),
      () => store.runs.setStatus(7, 'running'),
      () => store.trash.put(7, createdAt),
      () => store.trash.takeBack(7),
      () => store.addBatch(7, batch),
      () => store.setTags(7, ['good']),
    ]
    for (const ask of questions) expect(ask).toThrow('There is no run 7')
  })

  it('is gone for all in the trash, comes back as it was, and is purged when its time is over', async () => {
    const store = openStore()
    for (const seed of [1, 2]) addRun(store, sampleConfig(seed))
    addRows(store, 1, 3, 2)
    const before = store.runs.get(1)
    store.trash.put(1, '2026-11-01T00:00:00.000Z')
    expect(store.runs.list().map(({ id }) => id)).toEqual([2])
    expect(() => store.runs.setStatus(1, 'running')).toThrow('There is no run 1')
    expect(store.trash.list()).toEqual([{ run: before, deletedAt: '2026-11-01T00:00:00.000Z' }])
    expect(store.trash.takeBack(1)).toEqual(before)
    expect(store.episodes.count(1)).toBe(3)
    expect(() => store.trash.takeBack(1)).toThrow('There is no run 1 in the trash')

    store.trash.put(1, '2026-11-01T00:00:00.000Z')
    store.daysInUse.note('2026-11-01T00:00:00.000Z')
    store.daysInUse.note('2026-11-02T00:00:00.000Z')
    expect(store.trash.purge(3)).toBe(0)
    expect(store.trash.purge(2)).toBe(1)
    expect([store.trash.list(), store.runs.list().length]).toEqual([[], 1])
    await store.hidden.removeAbandoned()
    expect([store.trash.list(), store.episodes.count(1), store.runs.list().length]).toEqual([
      [],
      0,
      1,
    ])
  })

  it('takes its rows with it when it is deleted for good, and its number is not given again', async () => {
    const path = join(temporaryFolder(), 'test.sqlite')
    const store = openStore(path)
    addRun(store)
    addRows(store, 1, 3, 2)
    store.setTags(1, ['good'])
    store.trash.put(1, createdAt)
    expect(store.trash.empty()).toBe(1)
    await store.hidden.removeAbandoned()

    const reader = new Database(path, { readonly: true })
    const rows = (table: string) => reader.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
    expect(['runs', 'episodes', 'updates', 'checkpoints', 'tags'].map(rows)).toEqual([
      0, 0, 0, 0, 0,
    ])
    reader.close()
    expect(addRun(store).id).toBe(2)
  })

  it('replaces its tags', () => {
    const store = openStore()
    addRun(store)
    store.setTags(1, ['baseline', 'a "quoted" one'])
    expect(store.setTags(1, ['thesis', 'figure 3', 'thesis']).tags).toEqual(['figure 3', 'thesis'])
  })
})

describe('a batch', () => {
  const progress = {
    episodes: 2,
    environmentSteps: 30,
    updates: 1,
    wallTimeMs: 12.5,
    meanReturnLast100: 0.1 + 0.2,
    standardErrorLast100: 0.1,
    lastReturn: 2.5,
    meanReturnLast10: 2,
    meanReturnLast1000: 1.5,
    areaUnderCurve: 1.25,
    bestMeanReturn100: 7,
    successRateLast100: 0.5,
    solvedAt: { episode: 1, environmentSteps: 20, wallTimeMs: 11.25 },
  }

  it('is given back bit for bit', () => {
    const store = openStore()
    addRun(store)
    const episodes = [sampleEpisode(0), sampleEpisode(1, { episodeReturn: -Infinity })]
    const updates = [sampleUpdate(0, { baseline: Number.MIN_VALUE, sigma: 1e300 })]
    const parameters = new Float32Array([0.1, -0, Infinity]).subarray(1)
    const observationMoments = new Float64Array([3, 0.1, 1e-300]).subarray(1)
    const run = store.addBatch(1, {
      episodes,
      updates,
      progress,
      checkpoint: { update: 1, parameters, observationMoments },
    })

    expect(run.progress).toEqual(progress)
    expect(store.episodes.page(1, -1, 10)).toEqual(episodes)
    expect(store.updates.page(1, -1, 10)).toEqual(updates)
    expect(store.checkpoints.get(1)).toEqual({
      update: 1,
      parameters: new Float32Array(parameters),
      observationMoments: new Float64Array(observationMoments),
    })
  })

  it('keeps numbers that are not numbers out of nobody’s way', () => {
    const store = openStore()
    addRun(store)
    const run = store.addBatch(1, {
      episodes: [sampleEpisode(0, { episodeReturn: NaN })],
      updates: [sampleUpdate(0, { gradientNorm: NaN, entropy: NaN, meanReturn: NaN })],
      progress: { ...progress, meanReturnLast100: NaN },
      checkpoint: null,
    })
    expect(run.progress.meanReturnLast100).toBeNull()
    expect(store.episodes.page(1, -1, 1)[0]!.episodeReturn).toBeNaN()
    expect(store.updates.page(1, -1, 1)[0]).toMatchObject({ gradientNorm: NaN, meanReturn: null })
  })

  it('is stored whole or not at all', () => {
    const store = openStore()
    addRun(store)
    addRows(store, 1, 2, 0)
    const doubled = [sampleEpisode(2), sampleEpisode(1)]
    const batch = { episodes: doubled, updates: [], progress, checkpoint: null }
    expect(() => store.addBatch(1, batch)).toThrow(/UNIQUE/)
    expect(store.episodes.count(1)).toBe(2)
    expect(store.runs.get(1).progress.wallTimeMs).toBe(0)
  })

  it('replaces the checkpoint of the one before', () => {
    const store = openStore()
    addRun(store)
    expect(store.checkpoints.get(1)).toBeNull()
    const checkpointOf = (update: number) => ({
      update,
      parameters: new Float32Array([update]),
      observationMoments: update === 1 ? new Float64Array([update]) : null,
    })
    for (const update of [1, 2]) {
      const checkpoint = checkpointOf(update)
      store.addBatch(1, { episodes: [], updates: [], progress, checkpoint })
    }
    expect(store.checkpoints.get(1)).toEqual(checkpointOf(2))
  })

  it('is read in pages', () => {
    const store = openStore()
    addRun(store)
    addRows(store, 1, 5, 3)
    expect(store.episodes.page(1, 1, 2).map(({ index }) => index)).toEqual([2, 3])
    expect(store.updates.page(1, 1, 9).map(({ index }) => index)).toEqual([2])
    expect([store.episodes.count(1), store.updates.count(1)]).toEqual([5, 3])
  })

  it('shows in the data version of other connections only', () => {
    const path = join(temporaryFolder(), 'test.sqlite')
    const [writer, watcher] = [openStore(path), openStore(path)]
    const versions = () => [writer.dataVersion(), watcher.dataVersion()]
    const before = versions()
    addRun(writer)
    expect(versions()[0]).toBe(before[0])
    expect(versions()[1]).not.toBe(before[1])
  })
})

describe('runs whose program is gone', () => {
  it('become interrupted and keep their episodes; those of a living program are left alone', () => {
    const store = openStore()
    const dead = store.processes.register(111, createdAt)
    const living = store.processes.register(222, createdAt)
    const lastSign = '2026-11-20T10:01:00.000Z'
    store.processes.signOfLife(asProcess(dead), lastSign)
    const owners = [dead, dead, dead, dead, living]
    owners.forEach((owner, i) => addRun(store, sampleConfig(i), owner))
    store.runs.setStatus(2, 'running')
    store.runs.setStatus(3, 'paused')
    store.runs.setStatus(4, 'completed')
    store.runs.setStatus(5, 'running')
    addRows(store, 2, 3, 1)

    const interrupted = store.runs.interruptLost(({ pid }) => pid !== 111)
    expect(interrupted.map(({ id }) => id)).toEqual([1, 2, 3])
    expect(interrupted[1]).toMatchObject({ status: 'interrupted', finishedAt: lastSign })
    expect(store.runs.get(4).status).toBe('completed')
    expect(store.runs.get(5).status).toBe('running')
    expect(store.episodes.count(2)).toBe(3)
    expect(store.processes.list().map(({ id }) => id)).toEqual([living])
    expect(store.runs.interruptLost(() => false).map(({ id }) => id)).toEqual([5])
  })

  it('are interrupted in parts where they are many, and so is what a closed program owned', async () => {
    const path = join(temporaryFolder(), 'many.sqlite')
    const store = openStore(path)
    const dead = store.processes.register(111, createdAt, true)
    store.atOnce(() => range(1000).forEach((i) => addRun(store, sampleConfig(i), dead)))
    const other = new Database(path, { timeout: 0 })
    let writes = 0
    const pause = vi.spyOn(Atomics, 'wait').mockImplementation(() => {
      other.transaction(() => writes++).immediate()
      return 'timed-out'
    })
    expect(store.runs.interruptLost(() => false)).toHaveLength(1000)
    expect(writes).toBeGreaterThan(2)
    expect(store.runs.unfinished()).toHaveLength(1000)

    const found = writes
    store.runs.forgetUnfinished()
    expect(writes).toBeGreaterThanOrEqual(found)
    expect(store.runs.unfinished()).toEqual([])
    pause.mockRestore()

    const closed = store.processes.register(222, createdAt)
    const held = new Map(range(1000).map((i) => [i + 1, 'queued'] as const))
    expect(await store.runs.reclaim(closed, held)).toHaveLength(1000)
    for (const runId of held.keys()) store.runs.setStatus(runId, 'stopped')
    await store.processes.remove(closed)
    expect(store.processes.list()).toEqual([])
    expect(store.runs.owner(1000)).toBeNull()
    other.close()
  })

  it('did not end before what they stored, although signs of life are rare', () => {
    const store = openStore()
    const owner = store.processes.register(111, '2026-11-20T10:00:00.000Z')
    addRun(store, sampleConfig(), owner)
    store.runs.setStatus(1, 'running', { startedAt: '2026-11-20T10:00:01.000Z' })
    store.addBatch(1, {
      episodes: [sampleEpisode(0, { wallTimeMs: 2500 })],
      updates: [],
      progress: { ...sampleProgress, episodes: 1, wallTimeMs: 2500 },
      checkpoint: null,
    })
    expect(store.runs.interruptLost(() => false)).toMatchObject([
      { status: 'interrupted', finishedAt: '2026-11-20T10:00:03.500Z' },
    ])
  })

  it('are its own again when the program turns out to live, but for what was deleted', async () => {
    const store = openStore()
    const owner = store.processes.register(111, createdAt)
    for (const seed of [1, 2, 3]) addRun(store, sampleConfig(seed), owner)
    store.runs.setStatus(1, 'running')
    store.runs.interruptLost(() => false)
    store.trash.put(3, createdAt)

    const held = new Map([
      [1, 'running'],
      [2, 'queued'],
      [3, 'queued'],
    ] as const)
    expect(store.processes.signOfLife(asProcess(owner), createdAt)).toBe(false)
    expect(await store.runs.reclaim(owner, held)).toEqual([1, 2])
    expect(store.runs.these([1, 2]).toReversed()).toMatchObject([
      { id: 1, status: 'running', reason: null, finishedAt: null },
      { id: 2, status: 'queued', reason: null, finishedAt: null },
    ])
    expect(store.processes.signOfLife(asProcess(owner), createdAt)).toBe(true)
    expect(store.runs.interruptLost(() => true)).toEqual([])
  })

  it('are also those of a program that left without a word', () => {
    const store = openStore()
    const owner = store.processes.register(111, createdAt)
    addRun(store, sampleConfig(), owner)
    store.processes.remove(owner)
    expect(store.runs.interruptLost(() => true)).toMatchObject([{ id: 1, status: 'interrupted' }])
  })
})

describe('a program', () => {
  const self = { pid: process.pid, ...ownIdentity(), heartbeatUptimeMs: machineUptimeMs() }
  const unknown = { bootId: null, startTicks: null }
  const minutes = 60_000

  async function suspended() {
    const child = spawn('sleep', ['60'])
    onTestFinished(() => void child.kill('SIGKILL'))
    await once(child, 'spawn')
    child.kill('SIGSTOP')
    return child.pid!
  }

  it('is alive while its process exists', () => {
    expect(isProcessAlive(self)).toBe(true)
    expect(isProcessAlive({ ...self, ...unknown })).toBe(true)
    expect(isProcessAlive({ ...self, pid: 2 ** 30 })).toBe(false)
    expect(isProcessAlive({ ...self, ...unknown, pid: 2 ** 30 })).toBe(false)
  })

  // Only Linux tells when a process started.
  it.runIf(process.platform === 'linux')(
    'is alive however long it gave no sign of life, and is not taken for a later one of its number',
    async () => {
      const pid = await suspended()
      const { startTicks } = processStat(pid)!
      const other = { ...self, pid, startTicks }
      expect(isProcessAlive(other, self.heartbeatUptimeMs + 10_000 * minutes)).toBe(true)
      expect(isProcessAlive({ ...other, startTicks: startTicks - 1 })).toBe(false)
      expect(isProcessAlive({ ...other, bootId: 'of another start of the machine' })).toBe(false)
      expect(isProcessAlive({ ...self, startTicks: self.startTicks! - 1 })).toBe(false)
    },
  )

  it('is judged by its signs of life, in time since the boot, where no more is known', async () => {
    const other = { ...unknown, pid: await suspended(), heartbeatUptimeMs: 60 * minutes }
    expect(isProcessAlive(other, 62 * minutes)).toBe(true)
    expect(isProcessAlive(other, 80 * minutes)).toBe(false)
    // Given before the machine started anew.
    expect(isProcessAlive(other, 59 * minutes)).toBe(false)
    const here = { ...other, pid: process.pid, heartbeatUptimeMs: machineUptimeMs() }
    expect(isProcessAlive(here)).toBe(true)
    const before = here.heartbeatUptimeMs - process.uptime() * 1000 - 1000
    expect(isProcessAlive({ ...here, heartbeatUptimeMs: before })).toBe(false)
  })

  it('of an earlier version, which kept the clock time only, is taken to live while its number is in use', () => {
    const earlier = { ...unknown, heartbeatUptimeMs: null }
    expect(isProcessAlive({ ...earlier, pid: process.ppid })).toBe(true)
    expect(isProcessAlive({ ...earlier, pid: process.pid })).toBe(false)
  })
})

it('the tables can be read with plain SQL', () => {
  const db = openDatabase(join(temporaryFolder(), 'test.sqlite'))
  const columns = (table: string) =>
    (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)
  expect(columns('episodes')).toContain('episode_return')
  expect(columns('runs')).toContain('mean_return_last_100')
  db.close()
})
