import { describe, expect, it } from 'vitest'
import type { Curve } from '#shared/curve.ts'
import { createRng } from '#core/rng.ts'
import type { StoredEpisode } from '#shared/metrics.ts'
import { join } from 'node:path'
import { openDatabase } from '#main/store/store.ts'
import {
  addRun,
  openStore,
  range,
  sampleEpisode,
  sampleProgress,
  temporaryFolder,
} from './sample-runs.ts'

const request = { runId: 1, metric: 'episodeReturn', x: 'environmentSteps', maxPoints: 50 } as const

/** Returns without order, some of them not finite, and steps that are never the same twice. */
function episodesOf(count: number): StoredEpisode[] {
  const rng = createRng(7, 'test')
  let environmentSteps = 0
  return range(count).map((index) => {
    environmentSteps += 1 + Math.floor(9 * rng.uniform())
    const episodeReturn = index % 97 === 5 ? Infinity : index % 89 === 3 ? NaN : rng.uniform() - 0.5
    return sampleEpisode(index, { episodeReturn, environmentSteps })
  })
}

function add(store: ReturnType<typeof openStore>, episodes: readonly StoredEpisode[]) {
  store.addBatch(1, { episodes, updates: [], progress: sampleProgress, checkpoint: null })
}

/** The buckets of `size` episodes that reach into [from, to]. */
function expectedCurve(episodes: readonly StoredEpisode[], size: number, from: number, to: number) {
  const wanted = episodes.filter(({ environmentSteps: x }) => x >= from && x <= to)
  const buckets = new Set(wanted.map(({ index }) => Math.floor(index / size)))
  return [...buckets].flatMap((bucket) => {
    const rows = episodes
      .slice(bucket * size, (bucket + 1) * size)
      .filter(({ episodeReturn }) => Number.isFinite(episodeReturn))
    if (rows.length === 0) return []
    const returns = rows.map(({ episodeReturn }) => episodeReturn)
    return {
      x: rows.at(-1)!.environmentSteps,
      mean: returns.reduce((sum, value) => sum + value) / rows.length,
      minimum: Math.min(...returns),
      maximum: Math.max(...returns),
      count: rows.length,
    }
  })
}

function expectSame(curve: Curve, expected: ReturnType<typeof expectedCurve>) {
  for (const column of ['x', 'minimum', 'maximum', 'count'] as const) {
    expect(curve[column]).toEqual(expected.map((bucket) => bucket[column]))
  }
  expected.forEach(({ mean }, i) => expect(curve.mean[i]).toBeCloseTo(mean, 12))
}

/** The smallest power of two at which so many buckets suffice. */
function sizeFor(episodes: readonly StoredEpisode[], maxPoints: number, from: number, to: number) {
  let size = 1
  const rows = episodes.filter(({ environmentSteps: x }) => x >= from && x <= to)
  const count = () => new Set(rows.map(({ index }) => Math.floor(index / size))).size
  while (count() > maxPoints) size *= 2
  return size
}

describe('a curve drawn from summaries', () => {
  it('equals that of all rows, for every part of the axis and every number of points', () => {
    const episodes = episodesOf(10_000)
    const store = openStore()
    addRun(store)
    // Batches that end within blocks.
    for (let i = 0; i < episodes.length; i += 777) add(store, episodes.slice(i, i + 777))
    const end = episodes.at(-1)!.environmentSteps
    const ranges = [
      [0, end],
      [0, end / 3],
      [end / 7, end / 2],
      [end / 2, 2 * end],
      [901, 999],
    ] as const
    for (const maxPoints of [2, 3, 50, 1000]) {
      for (const [from, to] of ranges) {
        const size = sizeFor(episodes, maxPoints, from, to)
        const curve = store.curve({ ...request, maxPoints, from, to })
        expectSame(curve, expectedCurve(episodes, size, from, to))
      }
    }
  })

  it('is empty where nothing happened', () => {
    const store = openStore()
    addRun(store)
    add(store, episodesOf(100))
    expect(store.curve({ ...request, from: 1e6 }).x).toEqual([])
    expect(store.curve({ ...request, from: 30, to: 20 }).x).toEqual([])
  })

  it('holds every stored row while a run grows, and has whole blocks of them', () => {
    const path = join(temporaryFolder(), 'test.sqlite')
    const store = openStore(path)
    addRun(store)
    const db = openDatabase(path)
    const summarized = db.prepare(`SELECT row_count FROM summarized`).pluck()
    const episodes = episodesOf(200)
    for (const [from, to, full] of [
      [0, 63, undefined],
      [63, 64, 64],
      [64, 190, 128],
      [190, 200, 192],
    ] as const) {
      add(store, episodes.slice(from, to))
      expect(summarized.get()).toBe(full)
      const rows = expectedCurve(episodes.slice(0, to), 64, 0, Infinity)
      expectSame(
        store.curve({ ...request, maxPoints: Math.max(2, rows.length) }),
        rows.length > 1 ? rows : expectedCurve(episodes.slice(0, to), 32, 0, Infinity),
      )
    }
    db.close()
  })

  it('of a long run stored before there were any comes from summaries made at the first look', () => {
    const path = join(temporaryFolder(), 'test.sqlite')
    const store = openStore(path)
    addRun(store)
    const episodes = episodesOf(70_000)
    add(store, episodes)
    const before = store.curve(request)
    const db = openDatabase(path)
    db.exec(`DELETE FROM summaries; DELETE FROM summarized`)
    expect(store.curve(request)).toEqual(before)
    expect(db.prepare(`SELECT row_count FROM summarized`).pluck().get()).toBe(
      70_000 - (70_000 % 64),
    )
    db.close()
  })

  it('goes with its run', async () => {
    const path = join(temporaryFolder(), 'test.sqlite')
    const store = openStore(path)
    addRun(store)
    add(store, episodesOf(500))
    store.trash.put(1, '2026-11-01T00:00:00.000Z')
    store.trash.empty()
    await store.hidden.removeAbandoned()
    const db = openDatabase(path)
    expect(db.prepare(`SELECT count(*) FROM summaries`).pluck().get()).toBe(0)
    db.close()
  })
})
