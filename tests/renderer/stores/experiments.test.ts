// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Experiment } from '#shared/experiment.ts'
import { useExperimentsStore } from '#renderer/stores/experiments.ts'
import { exampleRun } from '../example-run.ts'
import { useTestWorkbench } from '../test-workbench.ts'

const experiment = (id: number, share = 0) =>
  ({ id, name: `Experiment ${id}`, summary: { share } }) as unknown as Experiment

/** A backend that knows two experiments, at the other end of the wire. */
function setUp() {
  const asked: string[] = []
  let share = 0
  const { publish } = useTestWorkbench(({ method, params }) => {
    const experimentId = params?.['experimentId'] as number | undefined
    asked.push(experimentId === undefined ? method : `${method} ${experimentId}`)
    return experimentId === undefined
      ? [experiment(2, share), experiment(1, share)]
      : experiment(experimentId, share)
  })
  return {
    store: useExperimentsStore(),
    asked,
    publish,
    advance: (to: number) => (share = to),
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

it('experiments are those of the backend, and follow its events', async () => {
  const { store, publish } = setUp()
  await store.load()
  publish('experiment.changed', experiment(3))
  publish('experiment.deleted', { experimentId: 1 })
  expect(store.experiments.map(({ id }) => id)).toEqual([3, 2])
})

it('asks again how far an experiment is when its runs went on, however many did, and of no other', async () => {
  const { store, asked, publish, advance } = setUp()
  await store.load()
  advance(0.5)
  for (let i = 0; i < 50; i++) publish('run.changed', exampleRun({ id: i, experimentId: 2 }))
  publish('run.changed', exampleRun({ id: 99 }))
  await vi.advanceTimersByTimeAsync(500)
  expect(asked).toEqual(['experiments.list', 'experiments.get 2'])
  expect(store.byId(2)!.summary.share).toBe(0.5)
})

it('asks for all of them once runs are deleted, which say no more whose they were', async () => {
  const { store, asked, publish } = setUp()
  await store.load()
  for (let runId = 1; runId < 50; runId++) publish('run.deleted', { runId })
  await vi.advanceTimersByTimeAsync(500)
  expect(asked).toEqual(['experiments.list', 'experiments.list'])
})
