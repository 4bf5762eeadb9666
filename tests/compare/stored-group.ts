import type { Run } from '#shared/run.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Store } from '#main/store/store.ts'
import { addRun, range, sampleConfig, sampleEpisode, sampleProgress } from '../store/sample-runs.ts'

interface StoredRun {
  readonly seed?: number
  readonly score: number | null
  readonly steps?: number
  readonly changes?: Partial<RunConfig>
}

/** Stores a completed run with this result, whose curve rises by 1 an episode of ten steps. */
export function storeRun(
  store: Store,
  ownerId: number,
  { seed = 1, score, steps = 1000, changes = {} }: StoredRun,
): Run {
  const { id } = addRun(store, { ...sampleConfig(seed), ...changes }, ownerId)
  store.addBatch(id, {
    episodes: range(steps / 10).map((i) => sampleEpisode(i, { episodeReturn: i })),
    updates: [],
    progress: {
      ...sampleProgress,
      episodes: steps / 10,
      environmentSteps: steps,
      meanReturnLast100: score,
      areaUnderCurve: (steps / 10 - 1) / 2,
    },
    checkpoint: null,
  })
  return store.runs.setStatus(id, 'completed')
}

/** One run for each score, with the seeds 1, 2, …; returns what names the group. */
export function storeGroup(
  store: Store,
  ownerId: number,
  scores: readonly (number | null)[],
  changes: Partial<RunConfig> = {},
): { readonly configHash: string; readonly runIds: readonly number[] } {
  const runs = scores.map((score, i) => storeRun(store, ownerId, { seed: i + 1, score, changes }))
  return { configHash: runs[0]!.configHash, runIds: runs.map(({ id }) => id) }
}

/** Works until it is done, as nobody else waits. */
export function finish<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
