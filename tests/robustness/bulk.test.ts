import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { CallParams } from '#shared/api.ts'
import { RUN_FILE_PIECE } from '#shared/run-file.ts'
import { createStore, openDatabase } from '#main/store/store.ts'
import { inProject } from '../../scripts/project.ts'
import { startServer, type Server } from '../e2e/server.ts'
import { spawnCli } from '../headless/run-cli.ts'
import { brief, endless, sleep } from '../runs/test-backend.ts'
import {
  addRun,
  range,
  sampleEpisode,
  sampleProgress,
  temporaryFolder,
} from '../store/sample-runs.ts'
import { isFull, times } from './size.ts'
import { readRuns } from './stored-rows.ts'

const RUNS = times(1000, 10_000)
/** The limit for one thread's computing. */
const LONGEST_HOLD_MS = 50
/** A program that holds the lock may lose the processor, as the short version shares the machine. */
const LONGEST_LOCK_MS = times(250, LONGEST_HOLD_MS)

/** A sweep of this many runs, five seeds per configuration. */
const sweepOf = (runs: number): CallParams<'experiments.start'> => ({
  name: `${runs} runs`,
  sweep: {
    config: { ...brief(1) },
    vary: [
      {
        path: 'optimizer.learningRate',
        from: 0.0001,
        to: 0.1,
        scale: 'logarithmic',
        count: runs / 20,
      },
      { path: 'estimator.gamma', values: [0.9, 0.95, 0.99, 1] },
    ],
    seeds: [1, 2, 3, 4, 5],
  },
})

interface Hold {
  readonly at: number
  readonly wallMs: number
  readonly cpuMs: number
}

/** A server with two runs in training, whose main thread and database are watched. */
async function startWatched() {
  const folder = temporaryFolder()
  const databasePath = join(folder, 'watched.sqlite')
  const holdFile = join(folder, 'holds.jsonl')
  const watch = pathToFileURL(inProject('tests/robustness/hold-watch.ts')).href
  const env = { HOLD_FILE: holdFile, NODE_OPTIONS: `--import=${watch}` }
  const server = await startServer({ databasePath, env })
  onTestFinished(() => server.end('SIGKILL'))
  const trained = await Promise.all(
    [1, 2].map((seed) => server.client.call('runs.start', endless({ seed }))),
  )
  await sleep(1500)

  /** Does the work, and returns what it cost the others. */
  async function during<T extends object>(
    name: string,
    work: () => Promise<T>,
  ): Promise<T & { tookMs: number }> {
    const lock = spawn(process.execPath, [
      inProject('tests/robustness/lock-watch.ts'),
      databasePath,
    ])
    onTestFinished(() => void lock.kill('SIGKILL'))
    await once(lock.stdout, 'data')
    const latencies: number[] = []
    let isOver = false
    const over = Promise.withResolvers<void>()
    const bystander = (async () => {
      while (!isOver) {
        const asked = performance.now()
        // A server that has ended answers nothing.
        const call = server.client.call('runs.get', { runId: trained[0]!.id })
        await Promise.race([call.catch(() => undefined), over.promise])
        latencies.push(performance.now() - asked)
        await sleep(5)
      }
    })()
    const startedAt = Date.now()
    const began = performance.now()
    const result = await work()
    const tookMs = performance.now() - began
    isOver = true
    over.resolve()
    await bystander
    lock.kill('SIGTERM')
    const lockMs = Number(await text(lock.stdout))
    const holds = existsSync(holdFile)
      ? readFileSync(holdFile, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Hold)
          .filter(({ at }) => at >= startedAt)
      : []
    const holdMs = Math.max(0, ...holds.map(({ wallMs, cpuMs }) => Math.min(wallMs, cpuMs)))
    const wallMs = Math.max(0, ...holds.map((hold) => hold.wallMs))
    latencies.sort((a, b) => a - b)
    const latency = (share: number) =>
      Math.round(latencies[Math.floor(share * (latencies.length - 1))]!)
    console.info(
      `${name}: ${Math.round(tookMs)} ms; thread held ${Math.round(holdMs)} ms (${Math.round(wallMs)} ms with other programs), ` +
        `lock ${Math.round(lockMs)} ms; a bystander waits ${latency(0.5)} ms (median), ${latency(0.95)} (95 %), ${latency(1)} at most`,
    )
    expect.soft(holdMs, `${name}: the thread`).toBeLessThanOrEqual(LONGEST_HOLD_MS)
    expect.soft(lockMs, `${name}: the lock`).toBeLessThanOrEqual(LONGEST_LOCK_MS)
    return { ...result, tookMs }
  }

  const stepsOf = async () =>
    Promise.all(
      trained.map(async ({ id }) => {
        const run = await server.client.call('runs.get', { runId: id })
        expect(run.status).toBe('running')
        return run.progress.environmentSteps
      }),
    )
  return { server, databasePath, during, stepsOf, trained }
}

describe(`${RUNS} runs`, () => {
  it('started by a client hold up nobody, take time in proportion, and can be cancelled', async () => {
    const { server, during, stepsOf } = await startWatched()
    const before = await stepsOf()
    const few = await during(`start of ${RUNS / 10}`, () =>
      server.client.call('experiments.start', sweepOf(RUNS / 10)),
    )
    const told: number[] = []
    server.client.on('task.progress', ({ share }) => void told.push(share))
    const many = await during(`start of ${RUNS}`, () =>
      server.client.call('experiments.start', { ...sweepOf(RUNS), taskId: 'many' }),
    )
    expect(many.runIds).toHaveLength(RUNS)
    expect(told.at(-1)).toBe(1)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    if (isFull) expect(many.tookMs).toBeLessThanOrEqual(12 * few.tookMs)
    const after = await stepsOf()
    expect(after[0]).toBeGreaterThan(before[0]!)
    expect(after[1]).toBeGreaterThan(before[1]!)

    const cancelled = server.client.call('experiments.start', { ...sweepOf(RUNS), taskId: 'no' })
    server.client.on('task.progress', ({ taskId }) => {
      if (taskId === 'no') void server.client.call('tasks.cancel', { taskId })
    })
    await expect(cancelled).rejects.toThrow('The start was cancelled; no run was started')
    expect(await server.client.call('runs.query', {})).toMatchObject({
      storedCount: 2 + RUNS / 10 + RUNS,
    })
    expect(await server.client.call('experiments.list', undefined)).toHaveLength(2)

    await during('look at the queue', () => server.client.call('queue.get', undefined))
    const stopped = await during('stop of all', () =>
      server.client.call('runs.stopAll', { runIds: [...many.runIds] }),
    )
    expect(stopped.stopped).toHaveLength(RUNS)
    await stepsOf()
    await during('undo of the stop', () =>
      server.client.call('runs.undoStop', { stopped: stopped.stopped }),
    )
    await during('end', () => server.end('SIGTERM').then(() => ({})))
  }, 600_000)

  it('started by a command beside a window hold up nobody', async () => {
    const { databasePath, server, during, stepsOf } = await startWatched()
    const file = join(temporaryFolder(), 'sweep.json')
    writeFileSync(file, JSON.stringify({ ...sweepOf(RUNS).sweep }))
    const before = await stepsOf()
    let ended: Promise<unknown> | undefined
    const sweep = spawnCli([
      'sweep',
      '--config',
      file,
      '--workers',
      '1',
      '--database',
      databasePath,
    ])
    await during('sweep by command', async () => {
      ended = once(sweep, 'exit')
      // It says what became of each run, which is more than a pipe holds that nobody reads.
      sweep.stdout.resume()
      const complaint = text(sweep.stderr)
      void complaint.catch(() => '')
      for (;;) {
        const { storedCount } = await server.client.call('runs.query', {})
        if (storedCount === RUNS + 2) break
        expect([storedCount, sweep.exitCode]).toEqual([2, null])
        await sleep(20)
      }
      // Until its window has heard of all of them.
      await sleep(3000)
      return {}
    })
    const after = await stepsOf()
    expect(after[0]).toBeGreaterThan(before[0]!)
    expect(after[1]).toBeGreaterThan(before[1]!)
    sweep.kill('SIGINT')
    await during('end of the command', async () => {
      await ended
      await sleep(1500)
      return {}
    })
    const { runCount } = await server.client.call('runs.query', { filter: 'is active' })
    expect(runCount).toBe(2)
  }, 600_000)
})

describe('a kill in the middle of a start', () => {
  it('leaves nothing that anyone sees, and the next start removes what was stored', async () => {
    const databasePath = join(temporaryFolder(), 'killed.sqlite')
    const server = await startServer({ databasePath })
    const progress = new Promise<void>((resolve) => {
      server.client.on('task.progress', () => resolve())
    })
    void server.client
      .call('experiments.start', { ...sweepOf(RUNS), taskId: 'killed' })
      .catch(() => undefined)
    await progress
    await server.end('SIGKILL')
    expect(readRuns(databasePath).length).toBeGreaterThan(0)
    await expectEmpty(await startServer({ databasePath }), databasePath)
  }, 300_000)
})

describe('a file with one long run', () => {
  const EPISODES = times(60_000, 2_000_000)

  /** A database with one run of so many episodes, which is also a run file. */
  function longRun(): string {
    const path = join(temporaryFolder(), 'long.sqlite')
    const store = createStore(openDatabase(path))
    addRun(store)
    const batch = 5000
    for (let from = 0; from < EPISODES; from += batch) {
      const episodes = range(batch).map((i) => sampleEpisode(from + i))
      const episodesSoFar = from + batch
      const progress = {
        ...{ ...sampleProgress, episodes: episodesSoFar },
        environmentSteps: episodes.at(-1)!.environmentSteps,
      }
      store.addBatch(1, { episodes, updates: [], progress, checkpoint: null })
    }
    store.runs.setStatus(1, 'stopped')
    store.close()
    return path
  }

  async function send({ client }: Server, path: string): Promise<number> {
    const bytes = readFileSync(path)
    const { fileId } = await client.call('runFiles.create', { bytes: bytes.length })
    for (let from = 0; from < bytes.length; from += RUN_FILE_PIECE) {
      const base64 = bytes.subarray(from, from + RUN_FILE_PIECE).toString('base64')
      await client.call('runFiles.append', { fileId, base64 })
    }
    return fileId
  }

  it('is imported, and removed for good, beside two in training', async () => {
    const { server, during, stepsOf } = await startWatched()
    const fileId = await send(server, longRun())
    const told = new Promise<void>((resolve) => {
      server.client.on('runFile.progress', ({ share }) => void (share > 0 && resolve()))
    })
    const importing = server.client.call('runFiles.import', {
      ...{ fileId, fileName: 'long.sqlite', taskId: 'import' },
    })
    // The check of the file is not what is measured here.
    await Promise.race([told, importing])
    const { imported } = await during('import', () => importing)
    expect(imported).toHaveLength(1)
    const [runId] = imported as [number]
    expect((await server.client.call('runs.get', { runId })).progress.episodes).toBe(EPISODES)
    await server.client.call('runs.delete', { runId })
    await during('emptying the trash', async () => {
      const emptied = await server.client.call('trash.empty', undefined)
      expect(await server.client.call('trash.list', undefined)).toEqual([])
      await sleep(2000)
      return emptied
    })
    await stepsOf()
  }, 600_000)

  it('is not there when the program is killed in the middle of its import', async () => {
    const databasePath = join(temporaryFolder(), 'killed.sqlite')
    const server = await startServer({ databasePath })
    const fileId = await send(server, longRun())
    void server.client
      .call('runFiles.import', { fileId, fileName: 'long.sqlite', taskId: 'import' })
      .catch(() => undefined)
    const stored = () => readRuns(databasePath).length
    await expect.poll(stored, { timeout: 60_000, interval: 5 }).toBe(1)
    await server.end('SIGKILL')
    expect(readRuns(databasePath).length).toBeGreaterThan(0)
    await expectEmpty(await startServer({ databasePath }), databasePath)
  }, 600_000)
})

/** Expects that nothing is visible at once, and that nothing is stored after a while. */
async function expectEmpty(server: Server, databasePath: string): Promise<void> {
  onTestFinished(() => server.end('SIGKILL'))
  const { default: Database } = await import('better-sqlite3')
  const db = new Database(databasePath, { readonly: true })
  onTestFinished(() => void db.close())
  const count = (table: string) =>
    db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!
  expect(await server.client.call('runs.query', {})).toMatchObject({ storedCount: 0, runCount: 0 })
  expect(await server.client.call('runs.list', undefined)).toEqual([])
  expect(await server.client.call('experiments.list', undefined)).toEqual([])
  expect((await server.client.call('queue.get', undefined)).waitingCount).toBe(0)
  const tables = ['runs', 'experiments', 'configuration_values', 'hidden_rows', 'run_events']
  await expect
    .poll(() => tables.map(count), { timeout: 120_000, interval: 100 })
    .toEqual(tables.map(() => 0))
}
