// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { useRunsStore } from '#renderer/stores/runs.ts'
import { ApiError } from '#shared/errors.ts'
import type { Run } from '#shared/run.ts'
import { exampleRun } from '../example-run.ts'
import { useTestWorkbench } from '../test-workbench.ts'

/** A backend of canned answers at the other end of the wire. */
function setUp(answers: Record<string, (params: { runId: number }) => unknown>) {
  const { publish, reconnect } = useTestWorkbench(({ method, params }) =>
    answers[method]!(params as { runId: number }),
  )
  return { store: useRunsStore(), publish, reconnect }
}

const ids = (runs: readonly Run[]) => runs.map(({ id }) => id)
const found = (runs: readonly Run[]) => ({
  groups: runs.map((run) => ({ configHash: run.configHash, runs: [run] })),
})
const someRuns = () => [exampleRun({ id: 2 }), exampleRun({ id: 1 })]

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame'] })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('runs', () => {
  it('are those of the backend, newest first, after loading', async () => {
    const { store } = setUp({
      'runs.query': () => found([exampleRun({ id: 1 }), exampleRun({ id: 2 })]),
    })
    expect(store.loaded).toBe(false)
    await store.load()
    expect([store.loaded, ids(store.runs), store.byId(2)?.id]).toEqual([true, [2, 1], 2])
  })

  it('follow the events of the backend, once per frame', async () => {
    const { store, publish } = setUp({ 'runs.query': () => found(someRuns()) })
    await store.load()
    const before = store.runs
    publish('run.changed', exampleRun({ id: 3, status: 'queued' }))
    publish('run.changed', exampleRun({ id: 3, status: 'running' }))
    publish('run.deleted', { runId: 1 })
    expect(store.runs).toBe(before)
    vi.advanceTimersToNextFrame()
    expect(ids(store.runs)).toEqual([3, 2])
    expect(store.byId(3)?.status).toBe('running')
  })

  it('keep an event that overtakes the list it belongs to', async () => {
    const { store, publish } = setUp({ 'runs.query': () => found(someRuns()) })
    const loading = store.load()
    publish('run.changed', exampleRun({ id: 2, status: 'failed' }))
    vi.advanceTimersToNextFrame()
    await loading
    expect(store.byId(2)?.status).toBe('failed')
  })

  it('are loaded again when the connection is back', async () => {
    let list = [exampleRun({ id: 1 })]
    const { store, reconnect } = setUp({ 'runs.query': () => found(list) })
    await store.load()
    list = someRuns()
    reconnect()
    await vi.waitFor(() => expect(ids(store.runs)).toEqual([2, 1]))
  })

  it('say why they could not be loaded', async () => {
    const { store } = setUp({
      'runs.query': () => {
        throw new ApiError('internal', 'The database is locked')
      },
    })
    await store.load()
    expect([store.loaded, store.failure]).toEqual([false, 'The database is locked'])
  })

  it('leave the selection when they go', async () => {
    const { store, publish } = setUp({ 'runs.query': () => found(someRuns()) })
    await store.load()
    store.selected = [1, 2]
    publish('run.deleted', { runId: 1 })
    vi.advanceTimersToNextFrame()
    expect(store.selected).toEqual([2])
  })
})

it('a comparison begins with the chosen runs, and without any with the last one', async () => {
  const { store } = setUp({ 'runs.query': () => found(someRuns()) })
  await store.load()
  expect(store.comparison).toEqual({ name: 'compare', query: {} })
  const last = { name: 'compare', query: { runs: '1,2', as: 'groups' } }
  store.lastComparison = last
  expect(store.comparison).toEqual(last)
  store.selected = [1]
  expect(store.comparison).toEqual({ name: 'compare', query: { runs: '1' } })
  // Whoever clears the choice begins anew.
  store.selected = []
  await nextTick()
  expect(store.comparison).toEqual({ name: 'compare', query: {} })
})

describe('deleting a run', () => {
  const asked: string[] = []
  const answers = {
    'runs.query': () => found(someRuns()),
    'runs.delete': ({ runId }: { runId: number }) => (asked.push(`delete ${runId}`), null),
    'runs.restore': ({ runId }: { runId: number }) => {
      asked.push(`restore ${runId}`)
      return exampleRun({ id: runId })
    },
  }
  beforeEach(() => void (asked.length = 0))

  it('puts it in the trash at once, and it can be taken back', async () => {
    const { store } = setUp(answers)
    await store.load()
    await store.remove(2)
    expect(ids(store.runs)).toEqual([1])
    await store.restore(2)
    expect(ids(store.runs)).toEqual([2, 1])
    expect(asked).toEqual(['delete 2', 'restore 2'])
  })

  it('leaves it when the backend refuses', async () => {
    const { store } = setUp({
      ...answers,
      'runs.delete': () => {
        throw new ApiError('conflict', 'Run 2 is running')
      },
    })
    await store.load()
    await expect(store.remove(2)).rejects.toThrow('Run 2 is running')
    expect(ids(store.runs)).toEqual([2, 1])
  })
})
