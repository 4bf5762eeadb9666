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
const request = { runId: 1, maxPoints: 300 } as const

describe('two metrics of a run', () => {
  it('of updates stand against each other update by update', () => {
    const store = storeWith([2, 4, 6], (i) => ({ entropy: 3 - i, kl: i / 10 }))
    expect(store.relation({ ...request, x: 'entropy', y: 'kl' })).toEqual({
      row: 'update',
      x: [3, 2, 1],
      y: [0, 0.1, 0.2],
      last: [1, 2, 3],
      rowsPerPoint: 1,
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
