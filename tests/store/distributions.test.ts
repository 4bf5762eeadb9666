import { describe, expect, it } from 'vitest'
import { keptStride, type DistributionQuantity } from '#shared/distributions.ts'
import type { HorizontalAxis } from '#shared/metrics.ts'
import type { Store } from '#main/store/store.ts'
import {
  addRun,
  openStore,
  range,
  sampleEpisode,
  sampleProgress,
  sampleUpdate,
} from './sample-runs.ts'

const ask = (
  store: Store,
  quantity: DistributionQuantity,
  changes: { x?: HorizontalAxis; from?: number; to?: number; maxColumns?: number } = {},
) =>
  store.distribution({
    runId: 1,
    quantity,
    component: 0,
    x: 'episodes',
    maxColumns: 16,
    ...changes,
  })

/** A run whose episode i returned i mod 8, and whose updates have advantages in growing bins. */
function stored(episodes: number, updates: number): Store {
  const store = openStore()
  addRun(store)
  store.addBatch(1, {
    episodes: range(episodes).map((i) => sampleEpisode(i, { episodeReturn: i % 8 })),
    updates: range(updates).map((i) => sampleUpdate(i)),
    distributions: range(updates).map((update) => ({
      update,
      quantity: 'advantage',
      component: 0,
      lowest: 0,
      width: update < 2 ? 1 : 2,
      counts: [2, 6],
    })),
    progress: { ...sampleProgress, episodes, updates },
    checkpoint: null,
  })
  return store
}

describe('the distribution of returns', () => {
  it('counts every episode of a short run in columns that follow one another', () => {
    const answer = ask(stored(100, 1), 'episodeReturn')
    expect(answer).toMatchObject({ counted: 100, of: 100 })
    expect(answer.starts).toEqual([0, ...answer.ends.slice(0, -1)])
    expect(answer.ends.at(-1)).toBe(100)
    expect(answer.counts[0]!.filter((count) => count > 0)).toEqual(new Array(8).fill(1))
    expect(answer.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(100)
  })

  it('counts a sample of a long one, and says so', () => {
    const answer = ask(stored(20_000, 1), 'episodeReturn', { maxColumns: 4 })
    expect(answer.of).toBe(20_000)
    expect(answer.counted).toBe(answer.counts.flat().reduce((sum, count) => sum + count, 0))
    expect(answer.counted).toBeLessThan(3000)
    const shares = answer.counts[0]!.filter((count) => count > 0)
    expect(Math.max(...shares)).toBe(Math.min(...shares))
  })

  it('shows a part of the axis in finer columns', () => {
    const answer = ask(stored(1000, 1), 'episodeReturn', {
      x: 'environmentSteps',
      from: 5000,
      to: 6000,
    })
    expect(answer.starts[0]).toBeLessThanOrEqual(5000)
    expect(answer.ends.at(-1)).toBeGreaterThanOrEqual(6000)
    expect(answer.starts.length).toBeGreaterThan(8)
    expect(answer.of).toBeLessThan(200)
  })

  it('is empty before the first episode', () => {
    expect(ask(stored(0, 0), 'episodeReturn')).toMatchObject({ starts: [], counts: [], counted: 0 })
  })
})

describe('the distributions that training keeps', () => {
  it('come in the same bins, whatever theirs were', () => {
    expect(ask(stored(8, 4), 'advantage')).toMatchObject({
      starts: [0, 4, 8, 12],
      ends: [4, 8, 12, 16],
      lowest: 0,
      width: 1,
      counts: [
        [2, 6, 0, 0],
        [2, 6, 0, 0],
        [1, 1, 3, 3],
        [1, 1, 3, 3],
      ],
      counted: 4,
      of: 4,
    })
    expect(ask(stored(8, 4), 'advantage', { from: 9, to: 11 }).ends).toEqual([12])
  })

  it('are thinned as a run grows', () => {
    const store = stored(1, 600)
    const kept = store.distributions(1).map(({ update }) => update)
    expect(kept).toEqual(range(600).filter((i) => i % keptStride(600) === 0))
    expect(ask(store, 'advantage')).toMatchObject({ counted: kept.length, of: 600 })
  })
})
