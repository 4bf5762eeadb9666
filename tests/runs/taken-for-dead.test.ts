import { expect, it, onTestFinished, vi } from 'vitest'
import { openStore } from '../store/sample-runs.ts'
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
