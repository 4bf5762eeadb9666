import { describe, expect, it } from 'vitest'
import {
  addRows,
  addRun,
  openStore,
  range,
  sampleEpisode,
  sampleProgress,
  sampleUpdate,
} from './sample-runs.ts'

const request = { runId: 1, metric: 'episodeReturn', x: 'episodes', maxPoints: 100 } as const

function storeWith(rows: { episodes?: object[]; updates?: object[] }) {
  const store = openStore()
  addRun(store)
  store.addBatch(1, {
    episodes: (rows.episodes ?? []).map((changes, i) => sampleEpisode(i, changes)),
    updates: (rows.updates ?? []).map((changes, i) => sampleUpdate(i, changes)),
    progress: sampleProgress,
    checkpoint: null,
  })
  return store
}

describe('a curve', () => {
  it('of a run without rows is empty', () => {
    const store = openStore()
    addRun(store)
    expect(store.curve(request)).toEqual({ x: [], mean: [], minimum: [], maximum: [], count: [] })
  })

  it('shows every row while there is room', () => {
    const store = storeWith({ episodes: [{ episodeReturn: 3 }, { episodeReturn: -1 }] })
    expect(store.curve({ ...request, maxPoints: 2 })).toEqual({
      x: [1, 2],
      mean: [3, -1],
      minimum: [3, -1],
      maximum: [3, -1],
      count: [1, 1],
    })
  })

  it('joins neighbouring rows when there is not', () => {
    const returns = [1, 3, 5, 9, 2]
    const store = storeWith({ episodes: returns.map((episodeReturn) => ({ episodeReturn })) })
    const curve = store.curve({ ...request, x: 'environmentSteps', maxPoints: 3 })
    expect(curve).toEqual({
      x: [20, 40, 50],
      mean: [2, 7, 2],
      minimum: [1, 5, 2],
      maximum: [3, 9, 2],
      count: [2, 2, 1],
    })
  })

  it('places updates where they happened on every axis', () => {
    const store = storeWith({ updates: [{}, {}] })
    const x = (axis: 'episodes' | 'environmentSteps' | 'wallTimeMs') =>
      store.curve({ ...request, metric: 'entropy', x: axis }).x
    expect(x('episodes')).toEqual([4, 8])
    expect(x('environmentSteps')).toEqual([40, 80])
    expect(x('wallTimeMs')).toEqual([0.5, 1.5])
  })

  it('leaves out rows without a value and values no chart can show', () => {
    const updates = [null, 5, Infinity, 7, NaN].map((meanReturn) => ({ meanReturn }))
    const { mean, x } = storeWith({ updates }).curve({ ...request, metric: 'meanReturn' })
    expect({ mean, x }).toEqual({ mean: [5, 7], x: [8, 16] })
  })

  it('says how many values no chart can show, and where they begin', () => {
    // That NaN of a number which may not apply is stored as NULL, like one that does not.
    const updates = [null, 5, Infinity, 7, NaN].map((meanReturn) => ({ meanReturn }))
    const nullable = storeWith({ updates }).curve({ ...request, metric: 'meanReturn' })
    expect(nullable.nonFinite).toEqual({ x: 12, notANumber: 0, infinite: 1 })
    const every = storeWith({ updates: [1, -Infinity, NaN, 4, NaN].map((kl) => ({ kl })) })
    const part = { ...request, metric: 'kl', x: 'updates' } as const
    expect(every.curve(part).nonFinite).toEqual({ x: 2, notANumber: 2, infinite: 1 })
    expect(every.curve({ ...part, from: 4 }).nonFinite).toEqual({
      x: 5,
      notANumber: 1,
      infinite: 0,
    })
    expect(every.curve({ ...part, to: 1 })).not.toHaveProperty('nonFinite')
    const episodes = [3, NaN, Infinity].map((episodeReturn) => ({ episodeReturn }))
    expect(storeWith({ episodes }).curve(request).nonFinite).toMatchObject({
      notANumber: 1,
      infinite: 1,
    })
  })

  it('never has more points than asked for and counts every row once', () => {
    const store = openStore()
    addRun(store)
    addRows(store, 1, 1000, 0)
    for (const maxPoints of [2, 3, 333, 999, 1000, 4000]) {
      const { count, x } = store.curve({ ...request, maxPoints })
      expect(count.length).toBeLessThanOrEqual(maxPoints)
      expect(count.reduce((sum, rows) => sum + rows)).toBe(1000)
      expect(x).toEqual(x.toSorted((a, b) => a - b))
    }
  })

  it('of a part brings so many rows before it, and then the one after it', () => {
    const store = storeWith({ episodes: range(300).map(() => ({})) })
    const wanted = { ...request, x: 'environmentSteps', maxPoints: 300 } as const
    const all = store.curve(wanted)
    for (const { from, to, before } of [
      { from: 1001, to: 2009, before: 100 },
      { from: 5, to: 12, before: 20 },
      { from: 2990, to: 9000, before: 5 },
      { from: 9000, to: 9001, before: 3 },
      { from: 1003, to: 1004, before: 1 },
    ]) {
      const inside = all.x.filter((x) => x < from).length
      const beyond = all.x.filter((x) => x <= to).length
      const found = store.curve({ ...wanted, from, to, before })
      expect(found.x).toEqual(all.x.slice(Math.max(0, inside - before), beyond + 1))
      expect(found.mean).toEqual(all.mean.slice(Math.max(0, inside - before), beyond + 1))
    }
  })

  it('of 200,000 episodes is there within 150 ms', () => {
    const store = storeWith({ episodes: range(200_000).map(() => ({})) })
    const times = range(5).map(() => {
      const startedAt = performance.now()
      expect(store.curve({ ...request, maxPoints: 500 }).count.length).toBeGreaterThan(250)
      return performance.now() - startedAt
    })
    expect(Math.min(...times)).toBeLessThan(150)
  })
})
