import { updateMetrics, type StoredEpisode, type StoredUpdate } from '#shared/metrics.ts'
import type { Difference } from '#shared/verification.ts'
import type { Store } from '#main/store/store.ts'
import { createMetricsHash } from '#main/workers/metrics-hash.ts'
import type { TrainingBatch } from '#main/workers/protocol.ts'

/** What of an episode or update is compared: all but its time. */
const fields = {
  episode: ['episodeReturn', 'length', 'terminated', 'truncated', 'environmentSteps'],
  update: ['episodes', 'environmentSteps', ...updateMetrics],
} as const

/** As SQLite keeps it: NaN is NULL, −0 is 0. */
function asStored(value: unknown): number | null {
  const number = value === null ? NaN : Number(value)
  return Number.isNaN(number) ? null : number + 0
}

/** Compares what a training tells, batch after batch, with the stored rows of a run. */
export function compareRows(store: Store, runId: number) {
  const stored = { episode: store.episodes.count(runId), update: store.updates.count(runId) }
  const seen = { episode: 0, update: 0 }
  const hash = createMetricsHash()
  let first: Difference | null = null

  function differ(row: Difference['row'], index: number, isStored: boolean): void {
    first ??= {
      row,
      index,
      field: null,
      stored: isStored ? index : null,
      found: isStored ? null : index,
    }
  }

  function compare<Row extends StoredEpisode | StoredUpdate>(
    row: Difference['row'],
    found: readonly Row[],
    page: (after: number, limit: number) => readonly Row[],
    add: (row: Row) => void,
  ): void {
    if (found.length === 0 || first) return
    const known = page(seen[row] - 1, found.length)
    for (const [i, each] of found.entries()) {
      const before = known[i]
      if (!before) return differ(row, seen[row], false)
      for (const field of fields[row] as readonly (keyof Row)[]) {
        const [was, is] = [asStored(before[field]), asStored(each[field])]
        if (was === is) continue
        first ??= { row, index: each.index, field: String(field), stored: was, found: is }
        return
      }
      add(each)
      seen[row]++
    }
  }

  /** What is beyond the stored rows of a run that was cut short is not compared. */
  return {
    add({ episodes, updates }: TrainingBatch, isWhole: boolean): void {
      const within = <Row>(rows: readonly Row[], row: Difference['row']) =>
        isWhole ? rows : rows.slice(0, stored[row] - seen[row])
      compare(
        'episode',
        within(episodes, 'episode'),
        (after, limit) => store.episodes.page(runId, after, limit),
        hash.addEpisode,
      )
      compare(
        'update',
        within(updates, 'update'),
        (after, limit) => store.updates.page(runId, after, limit),
        hash.addUpdate,
      )
    },
    /** The training is over: what is stored beyond it is a difference. */
    end(): void {
      for (const row of ['episode', 'update'] as const) {
        if (seen[row] < stored[row]) differ(row, seen[row], true)
      }
    },
    difference: () => first,
    compared: () => ({ episodes: seen.episode, updates: seen.update }),
    share: () => (seen.episode + seen.update) / (stored.episode + stored.update),
    hash: hash.digest,
  }
}
