import { expect, it, onTestFinished, vi } from 'vitest'
import type { Run } from '#shared/run.ts'
import { ownRun, type RunsOfProcess } from '#main/runs/own-run.ts'
import { createSignOfLife } from '#main/runs/sign-of-life.ts'
import { addRun, createdAt, openStore, range, sampleConfig } from '../store/sample-runs.ts'
import { endless, eventually, openBackend } from './test-backend.ts'

it('a workbench that was taken for dead takes its runs back with its next sign of life', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const first = openBackend()
  const training = (await first.start(endless({ seed: 1 }))).id
  const waiting = (await first.start(endless({ seed: 2 }))).id
  await first.untilTraining(training)

  const store = openStore(first.databasePath)
  store.runs.interruptLost(() => false)
  expect(first.get(training).status).toBe('interrupted')
  vi.advanceTimersByTime(10_000)
  for (const [runId, status] of [
    [training, 'running'],
    [waiting, 'queued'],
  ] as const) {
    expect(first.get(runId)).toMatchObject({ status, reason: null, finishedAt: null })
    const last = () => first.heard.findLast(({ run }) => run.id === runId)!.run.status
    await eventually('the news', last, (heard) => heard === status)
  }
  expect(store.runs.interruptLost(() => true)).toEqual([])
  const stopped = await first.call('runs.stop', { runId: training })
  expect(stopped).toMatchObject({ status: 'stopped', reason: null })
})

it('takes them back with a later sign of life if the storage was at fault', async () => {
  const store = openStore()
  const ownerId = store.processes.register(process.pid, createdAt)
  const runs = [1, 2].map((seed) => addRun(store, sampleConfig(seed), ownerId))
  const own = new Map(runs.map(({ id }) => [id, ownRun('queued')]))
  store.runs.interruptLost(() => false)
  let isFull = true
  const heard: Run[] = []
  const faulty = {
    ...store,
    runs: {
      ...store.runs,
      reclaim: (...request: Parameters<typeof store.runs.reclaim>) =>
        isFull ? Promise.reject(new Error('full')) : store.runs.reclaim(...request),
    },
  }
  const signOfLife = createSignOfLife(
    {
      ...{ store: faulty, ownerId, own, time: () => createdAt },
      changed: (run: Run) => (heard.push(run), run),
    } as unknown as RunsOfProcess,
    { leavesRuns: true },
  )
  await expect(signOfLife()).rejects.toThrow('full')
  expect(store.runs.active()).toEqual([])
  isFull = false
  await signOfLife()
  expect(heard.map(({ status }) => status)).toEqual(['queued', 'queued'])
  expect(store.runs.activeOf(ownerId)).toHaveLength(2)
})

it('a run that another workbench goes on with is no longer that of the one taken for dead', async () => {
  const first = openBackend({ keepsQueue: true, stateEveryMs: 30 })
  const { id } = await first.start(endless())
  await first.until(id, ({ progress }) => progress.updates > 20)
  openStore(first.databasePath).runs.interruptLost(() => false)
  const second = openBackend({
    keepsQueue: true,
    stateEveryMs: 30,
    databasePath: first.databasePath,
  })
  await second.untilTraining(id)
  // What the first one still stores is refused, and it lets the run go.
  await expect
    .poll(() => first.call('runs.pause', { runId: id }).catch(({ message }) => message), {
      timeout: 10_000,
    })
    .toBe(`Run ${id} belongs to another program that is using this database`)
  const { episodes } = second.get(id).progress
  await second.untilTraining(id, episodes + 100)
  expect(second.get(id)).toMatchObject({ status: 'running', reason: null })
  const store = openStore(first.databasePath)
  const { progress } = await second.call('runs.stop', { runId: id })
  expect(store.episodes.page(id, -1, 1e6).map(({ index }) => index)).toEqual(
    range(progress.episodes),
  )
})
