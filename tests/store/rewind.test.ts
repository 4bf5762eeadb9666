import { expect, it } from 'vitest'
import type { Curve } from '#shared/curve.ts'
import {
  createdAt,
  addRun,
  openStore,
  range,
  sampleEpisode,
  sampleProgress,
  sampleUpdate,
} from './sample-runs.ts'

type Store = ReturnType<typeof openStore>

function add(store: Store, from: number, to: number, hasState = false): void {
  const progress = { ...sampleProgress, episodes: to, updates: to, wallTimeMs: to }
  store.addBatch(1, {
    episodes: range(to)
      .slice(from)
      .map((i) => sampleEpisode(i)),
    updates: range(to)
      .slice(from)
      .map((i) => sampleUpdate(i)),
    distributions: [],
    progress,
    checkpoint: { update: to, parameters: new Float32Array(1), observationMoments: null },
    state: hasState
      ? { madeBy: 'a test', engine: 'simd', progress, state: new Uint8Array([1, 2, 3]) }
      : null,
  })
}

const curves = (store: Store): Curve[] =>
  (['episodeReturn', 'gradientNorm'] as const).flatMap((metric) =>
    [10, 4000].map((maxPoints) =>
      store.curve({ runId: 1, metric, x: 'episodes', maxPoints, before: 0 }),
    ),
  )

/** Begins the run, in as many transactions as that takes. */
function beginInParts(store: Store, details = {}) {
  for (let parts = 1; ; parts++) {
    const begun = store.runs.begin(1, 'running', details)
    if (begun) return { begun, parts }
  }
}

it('a run that goes on has the rows, curves and policy of its state, and then those of one never interrupted', () => {
  const [whole, interrupted] = [openStore(), openStore()]
  for (const store of [whole, interrupted]) {
    addRun(store)
    // In the middle of a block of either size.
    add(store, 0, 5000, true)
  }
  const atState = curves(whole)
  add(interrupted, 5000, 9000)
  interrupted.runs.setStatus(1, 'interrupted', { reason: 'Killed', finishedAt: createdAt })

  const ownerId = interrupted.processes.register(1, createdAt)
  const [run] = interrupted.runs.goOn([{ runId: 1, status: 'queued' }], ownerId)
  // Nothing goes before a worker has found that it can go on with the run.
  expect(run).toMatchObject({ status: 'queued', reason: null, progress: { episodes: 9000 } })
  expect(interrupted.episodes.count(1)).toBe(9000)
  interrupted.runs.setStatus(1, 'running')
  expect(beginInParts(interrupted, { engine: 'simd' }).begun).toMatchObject({
    status: 'running',
    engine: 'simd',
    finishedAt: null,
    progress: { episodes: 5000, updates: 5000, wallTimeMs: 5000 },
  })
  expect(interrupted.history(1).events.findLast(({ kind }) => kind === 'running')).toMatchObject({
    updates: 5000,
    wallTimeMs: 5000,
  })
  expect([interrupted.episodes.count(1), interrupted.updates.count(1)]).toEqual([5000, 5000])
  expect(curves(interrupted)).toEqual(atState)
  // The policy was a later one.
  expect(interrupted.checkpoints.get(1)).toBeNull()

  for (const store of [whole, interrupted]) add(store, 5000, 9000)
  expect(curves(interrupted)).toEqual(curves(whole))
})

it('millions of rows go in several transactions, which end where one would', () => {
  const [long, short] = [openStore(), openStore()]
  for (const store of [long, short]) {
    addRun(store)
    add(store, 0, 70, true)
  }
  const progress = long.runs.get(1).progress
  addMany(long, 70, 60_000)
  const { begun, parts } = beginInParts(long)
  expect(parts).toBeGreaterThan(1)
  expect(begun.progress).toEqual(progress)
  short.runs.begin(1, 'running', {})
  expect(curves(long)).toEqual(curves(short))
  expect([long.episodes.count(1), long.updates.count(1)]).toEqual([70, 70])
})

function addMany(store: Store, from: number, to: number): void {
  for (let first = from; first < to; first += 5000) add(store, first, Math.min(to, first + 5000))
}
