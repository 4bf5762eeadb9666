import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import type { RunConfigInput } from '#shared/run-config.ts'
import type { WorkerJob } from '#main/workers/protocol.ts'
import { spawnWorker } from '#main/workers/spawn.ts'
import { managerOn } from './manager-on.ts'
import { brief, endless, episodesInExport, eventually, openBackend } from './test-backend.ts'

/** Gives the runs with seed 13 a worker with this program, and the others a real one. */
const spawnWith = (program: string) => (job: WorkerJob) =>
  job.kind === 'train' && job.config.seed === 13
    ? new Worker(program, { eval: true, workerData: job })
    : spawnWorker(job)

const started = `
  const { parentPort } = require('node:worker_threads')
  parentPort.postMessage({ kind: 'started', engine: 'broken' })
`
const hang = `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)`
const broken = brief(3, { seed: 13 })

describe('a worker that', () => {
  it.each([
    [
      'throws',
      `${started} throw new Error('The tensor library gave up')`,
      'tensor library gave up',
    ],
    ['throws before it starts', `throw new Error('No such module')`, 'No such module'],
    ['ends without a word', `${started} process.exit(0)`, 'ended with code 0'],
    ['dies', `${started} process.exit(9)`, 'ended with code 9'],
    ['runs out of memory', `${started} const a = []; for (;;) a.push(new Array(1e5).fill({}))`, ''],
  ])('%s fails its own run with the reason, and no other', async (name, program, reason) => {
    const limits = { resourceLimits: { maxOldGenerationSizeMb: 16 } }
    const { start, untilEnded, untilTraining, get, reported, close } = openBackend({
      workers: 2,
      spawn: (job) =>
        name === 'runs out of memory' && job.kind === 'train' && job.config.seed === 13
          ? new Worker(program, { eval: true, ...limits })
          : spawnWith(program)(job),
    })
    const other = (await start(endless())).id
    await untilTraining(other)
    const failing = (await start(broken)).id
    const waiting = (await start(brief(3, { seed: 2 }))).id

    const failed = await untilEnded(failing)
    expect(failed).toMatchObject({ status: 'failed', metricsHash: null })
    expect(failed.reason).toContain(reason)
    expect(failed.reason).not.toBe('')
    expect((await untilEnded(waiting)).status).toBe('completed')
    const { episodes } = get(other).progress
    await untilTraining(other, episodes + 1)
    expect(reported).toEqual([])
    await close()
  })

  it('never answers is stopped in time, and does not keep the workbench from closing', async () => {
    const { start, call, until, close, databasePath, untilEnded } = openBackend({
      spawn: spawnWith(`${started} ${hang}`),
    })
    const stuck = (await start(broken)).id
    const waiting = (await start(brief(2))).id
    await until(stuck, ({ engine }) => engine !== null)
    const from = performance.now()
    const play = call('runs.playEpisode', { runId: stuck }).catch((error: Error) => error)
    expect(await call('runs.stop', { runId: stuck })).toMatchObject({ status: 'stopped' })
    expect(performance.now() - from).toBeLessThan(500)
    expect((await untilEnded(waiting)).status).toBe('completed')

    const stuckToo = (await start(broken)).id
    await until(stuckToo, ({ engine }) => engine !== null)
    await close()
    expect(performance.now() - from).toBeLessThan(10_000)
    expect(await play).toMatchObject({ code: 'conflict' })
    const reopened = openBackend({ databasePath })
    expect(reopened.get(stuckToo)).toMatchObject({
      status: 'interrupted',
      reason: expect.stringContaining('closed'),
    })
  })

  it('ended without a word leaves nothing behind that keeps the program alive', async () => {
    const timers = () =>
      process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const { start, untilEnded, close } = openBackend({ spawn: spawnWith('process.exit(0)') })
    const before = timers()
    await untilEnded((await start(broken)).id)
    await close()
    expect(timers()).toBeLessThanOrEqual(before)
  })

  it('cannot be started at all fails its run', async () => {
    const { start, untilEnded, get } = openBackend({
      spawn(job) {
        if (job.kind === 'train' && job.config.seed === 13) throw new Error('No more threads')
        return spawnWorker(job)
      },
    })
    const failed = await start(broken)
    expect(get(failed.id)).toMatchObject({ status: 'failed', reason: 'No more threads' })
    const { id } = await start(brief(2))
    expect((await untilEnded(id)).status).toBe('completed')
  })
})

describe('a store that', () => {
  const full = () => {
    throw new Error('database or disk is full')
  }

  it('cannot keep a batch fails that run alone, and publishes nothing it did not keep', async () => {
    const { store, manager, published } = managerOn((store) => ({
      ...store,
      addBatch: (runId, batch) =>
        runId === 1 && batch.progress.episodes > 8 ? full() : store.addBatch(runId, batch),
    }))
    manager.start(endless({ seed: 1 }))
    manager.start(brief(100, { seed: 2 }))
    const failed = await eventually(
      'run 1',
      () => store.runs.get(1),
      ({ status }) => status === 'failed',
    )
    expect(failed.reason).toBe('database or disk is full')
    expect(store.episodes.count(1)).toBe(failed.progress.episodes)
    expect(published.filter(({ id }) => id === 1).at(-1)).toEqual(failed)
    await eventually(
      'run 2',
      () => store.runs.get(2),
      ({ status }) => status === 'completed',
    )
    expect(store.episodes.count(2)).toBe(400)
  })

  it('refuses a run altogether publishes nothing of its end, which the next signs of life find', async () => {
    const { store, manager, reported, published } = managerOn(
      (store) => ({
        ...store,
        addBatch: (runId, batch) => (runId === 1 ? full() : store.addBatch(runId, batch)),
        runs: {
          ...store.runs,
          setStatus: (runId, status, details) =>
            runId === 1 && status === 'failed'
              ? full()
              : store.runs.setStatus(runId, status, details),
        },
      }),
      { workers: 1 },
    )
    manager.start(endless({ seed: 1 }))
    manager.start(brief(3, { seed: 2 }))
    await eventually(
      'run 2',
      () => store.runs.get(2),
      ({ status }) => status === 'completed',
    )
    expect(reported).toMatchObject([{ message: 'database or disk is full' }])
    expect(published.filter(({ id }) => id === 1).at(-1)!.status).toBe('running')
    await manager.signOfLife()
    expect(store.runs.get(1).status).toBe('running')
    await manager.signOfLife()
    expect(published.at(-1)).toMatchObject({
      id: 1,
      status: 'interrupted',
      reason: 'The workbench lost track of it before it finished',
    })
    expect(published.at(-1)).toEqual(store.runs.get(1))
  })
})

describe('a run whose numbers explode', () => {
  const policy: RunConfigInput['policy'] = { kind: 'mlp', activation: 'relu' }
  it.each<[string, Partial<RunConfigInput>]>([
    ['outputs', { policy, optimizer: { kind: 'sgd', learningRate: 1e20 } }],
    ['parameters', { policy, optimizer: { kind: 'sgd', learningRate: 1e45 } }],
    [
      'gradients',
      {
        environment: { id: 'MovingParticleContinuous-v0' },
        policy: { kind: 'gaussian-linear', sigma: 'learned' },
        optimizer: { kind: 'sgd', learningRate: 10 },
      },
    ],
  ])('(%s) ends as diverged with its reason and keeps everything before', async (name, changes) => {
    const { start, untilEnded, call } = openBackend()
    const { id } = await start(endless({ estimator: { baseline: 'none' }, ...changes }))
    const run = await untilEnded(id)
    expect(run).toMatchObject({
      status: 'diverged',
      reason: expect.stringMatching(/not a finite|no longer a finite|NaN/),
      metricsHash: expect.any(String),
    })
    expect(run.progress.episodes).toBeGreaterThan(0)
    expect(await episodesInExport(call, id)).toBe(run.progress.episodes)
    const episode = await call('runs.playEpisode', { runId: id }).catch((error: Error) => error)
    if (name === 'parameters') expect(episode).toMatchObject({ code: 'conflict' })
    else expect(episode).toMatchObject({ update: run.progress.updates, steps: expect.any(Array) })
  })
})
