// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createApp, shallowRef } from 'vue'
import type { Experiment } from '#shared/experiment.ts'
import { createClient } from '#shared/rpc.ts'
import { clientKey, type WorkbenchClient } from '#renderer/client.ts'
import { useExperimentsStore } from '#renderer/stores/experiments.ts'
import { exampleRun } from '../example-run.ts'

const experiment = (id: number, share = 0) =>
  ({ id, name: `Experiment ${id}`, summary: { share } }) as unknown as Experiment

/** A backend that knows two experiments, at the other end of the wire. */
function setUp() {
  let say: (message: unknown) => void = () => undefined
  const asked: string[] = []
  let share = 0
  const client = createClient({
    send(message) {
      const { id, method, params } = message as {
        id: number
        method: string
        params?: { experimentId: number }
      }
      asked.push(params ? `${method} ${params.experimentId}` : method)
      const result = params
        ? experiment(params.experimentId, share)
        : [experiment(2, share), experiment(1, share)]
      queueMicrotask(() => say({ id, ok: true, result }))
    },
    onMessage: (listener) => void (say = listener),
  })
  const workbench: WorkbenchClient = {
    ...client,
    connection: shallowRef('open' as const),
    onReconnect: () => () => undefined,
  }
  const pinia = createPinia()
  createApp({}).provide(clientKey, workbench).use(pinia)
  setActivePinia(pinia)
  return {
    store: useExperimentsStore(),
    asked,
    publish: (event: string, data: unknown) => say({ event, data }),
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
