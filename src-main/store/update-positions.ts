import type { Db } from './database.ts'
import { firstBeyond } from './first-beyond.ts'

/** Where the episodes of a run lie among its updates. */
export function createUpdatePositions(db: Db) {
  const count = db
    .prepare<[number], number | null>('SELECT max(update_index) + 1 FROM updates WHERE run_id = ?')
    .pluck()
  const episodesAt = db
    .prepare<[number, number], number>(
      'SELECT episodes FROM updates WHERE run_id = ? AND update_index = ?',
    )
    .pluck()

  return {
    /** Updates of a run. */
    count: (runId: number): number => count.get(runId) ?? 0,

    /** Episodes that had finished up to an update, counted from 1; 0 before the first. */
    episodesUpTo: (runId: number, update: number): number =>
      update <= 0 ? 0 : (episodesAt.get(runId, update - 1) ?? 0),

    /**
     * For episodes in ascending order, counted from 1: the update, counted from 1, that first knew each.
     * Episodes of a batch in the making lie at the last update there is.
     */
    of(runId: number, episodes: readonly number[]): number[] {
      const updates = count.get(runId) ?? 0
      let from = 0
      return episodes.map((episode) => {
        from = firstBeyond(from, updates, (row) => episodesAt.get(runId, row)! >= episode)
        return Math.min(updates, from + 1)
      })
    },
  }
}

export type UpdatePositions = ReturnType<typeof createUpdatePositions>
