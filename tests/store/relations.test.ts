import { describe, expect, it } from 'vitest'
import {
  addRun,
  openStore,
  range,
  sampleEpisode,
  sampleProgress,
  sampleUpdate,
} from './sample-runs.ts'

/** Update i is known after `episodesAt[i]` episodes; episode i has the return i. */
function storeWith(episodesAt: readonly number[], changes: (i: number) => object = () => ({})) {
  const store = openStore()
  addRun(store)
  store.addBatch(1, {
    episodes: range(episodesAt.at(-1) ?? 0).map((i) => sampleEpisode(i, { episodeReturn: i })),
    updates: episodesAt.map((episodes, i) => sampleUpdate(i, { episodes, ...changes(i) })),
    progress: sampleProgress,
    checkpoint: null,
  })
  return store
}
const request = { runId: 1, maxPoints: 300, window: 1 } as const

describe('two metrics of a run', () => {
  it('of updates stand against each other update by update', () => {
    const store = storeWith([2, 4, 6], (i) => ({ entropy: 3 - i, kl: i / 10 }))
    expect(store.relation({ ...request, x: 'entropy', y: 'kl' })).toEqual({
      row: 'update',
      x: [3, 2, 1],
      y: [0, 0.1, 0.2],
      last: [1, 2, 3],
      since: [0, 2, 4],
      episodes: [2, 4, 6],
      rowsPerPoint: 1,
      stretch: [0, 0, 0],
      whole: { min: 1, max: 3 },
      smoothed: null,
    })
  })

  it('are means over neighbouring updates where there are more than points', () => {
    const store = storeWith([2, 4, 6], (i) => ({ entropy: 3 - i, kl: i }))
    expect(store.relation({ ...request, maxPoints: 2, x: 'entropy', y: 'kl' })).toMatchObject({
      x: [2.5, 1],
      y: [0.5, 2],
      last: [2, 3],
      rowsPerPoint: 2,
    })
  })

  it('take the episodes that finished in the updates of a bucket, and leave out those without any', () => {
    // The updates knew the episodes 0–2, none, 3–4, 5–9.
    const store = storeWith([3, 3, 5, 10], (i) => ({ entropy: i }))
    expect(store.relation({ ...request, x: 'entropy', y: 'episodeReturn' })).toMatchObject({
      x: [0, 2, 3],
      y: [1, 3.5, 7],
      last: [1, 3, 4],
    })
  })

  it('of episodes stand against each other episode by episode', () => {
    const { row, x, y } = storeWith([4]).relation({ ...request, x: 'episodeReturn', y: 'length' })
    expect({ row, x, rows: y.length }).toEqual({ row: 'episode', x: [0, 1, 2, 3], rows: 4 })
  })

  it('of many episodes are the same whether read from blocks or rows', () => {
    const store = storeWith([5000, 10_000, 12_345], (i) => ({ entropy: i }))
    const { y } = store.relation({ ...request, x: 'entropy', y: 'episodeReturn' })
    expect(y).toEqual([4999 / 2, (5000 + 9999) / 2, (10_000 + 12_344) / 2])
  })
})

describe('a part of a relation', () => {
  /** The entropy rises for 600 updates and falls again; the KL counts the updates. */
  const part = (from: number, to: number, maxPoints: number) =>
    storeWith(
      range(1200).map((i) => i + 1),
      (i) => ({ entropy: i < 600 ? i : 1199 - i, kl: i }),
    ).relation({ ...request, maxPoints, x: 'entropy', y: 'kl', from, to })

  it('comes as fine as its points allow, one stretch for each time training was there', () => {
    expect(part(-Infinity, Infinity, 100).rowsPerPoint).toBe(16)
    const { rowsPerPoint, last, stretch, whole } = part(100, 103, 100)
    expect(rowsPerPoint).toBe(1)
    // The neighbours on both sides come too: a line reaches the edges.
    expect(last).toEqual([100, 101, 102, 103, 104, 105, 1096, 1097, 1098, 1099, 1100, 1101])
    expect(stretch).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
    expect(whole!.max).toBeGreaterThan(580)
  })

  it('has at most so many points, and none where training never was', () => {
    const inside = part(0, 300, 100).x.filter((x) => x >= 0 && x <= 300)
    expect(inside.length).toBeGreaterThan(50)
    expect(inside.length).toBeLessThanOrEqual(100)
    expect(part(700, 800, 100).x).toEqual([])
  })
})

it('a smoothed relation is both metrics as means of the last rows, whatever part is asked for', () => {
  const store = storeWith([1, 2, 3, 4], (i) => ({ entropy: i, kl: 2 * i }))
  const ask = (part: object) =>
    store.relation({ ...request, x: 'entropy', y: 'kl', window: 2, ...part }).smoothed!
  expect(ask({})).toEqual({
    x: [0, 0.5, 1.5, 2.5],
    y: [0, 1, 3, 5],
    last: [1, 2, 3, 4],
    since: [0, 1, 2, 3],
    episodes: [1, 2, 3, 4],
  })
  expect(ask({ from: 1, to: 2 })).toEqual(ask({}))
})

describe('a curve over updates', () => {
  it('places an update by its number and an episode by the update that first knew it', () => {
    const store = storeWith([3, 3, 5])
    const curve = (metric: 'entropy' | 'episodeReturn', part: object = {}) =>
      store.curve({ ...request, metric, x: 'updates', ...part })
    expect(curve('entropy').x).toEqual([1, 2, 3])
    expect(curve('episodeReturn').x).toEqual([1, 1, 1, 3, 3])
    expect(curve('episodeReturn', { from: 2, to: 3 }).mean).toEqual([3, 4])
    expect(curve('entropy', { from: 2, to: 3 }).x).toEqual([2, 3])
  })

  it('of summarized blocks ends where their last update lies', () => {
    const store = storeWith(range(130).map((i) => i + 1))
    expect(store.curve({ ...request, maxPoints: 3, metric: 'entropy', x: 'updates' }).x).toEqual([
      64, 128, 130,
    ])
  })
})
