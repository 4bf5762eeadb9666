import { ApiError } from '#shared/errors.ts'
import type { Db } from './database.ts'
import { daysInTrash } from './days-in-use.ts'
import { isRun, isTrashedRun, type HiddenRows } from './hidden-rows.ts'

/** Deleted runs, with all they hold, until they are restored or purged. To everything else they are gone. */
export function createTrashStore(db: Db, { hide }: Pick<HiddenRows, 'hide'>) {
  const put = db.prepare<[string, number]>(
    `UPDATE runs SET deleted_at = ? WHERE id = ? AND ${isRun} AND is_locked = 0`,
  )
  const isLocked = db
    .prepare<[number], number>(`SELECT is_locked FROM runs WHERE id = ? AND ${isRun}`)
    .pluck()
  const takeBack = db.prepare<[number]>(
    `UPDATE runs SET deleted_at = NULL WHERE id = ? AND ${isTrashedRun}`,
  )
  const putAll = db
    .prepare<[string, string], number>(
      `UPDATE runs SET deleted_at = ?
       WHERE id IN (SELECT value FROM json_each(?)) AND ${isRun} AND is_locked = 0
       RETURNING id`,
    )
    .pluck()
  const takeBackAll = db
    .prepare<[string], number>(
      `UPDATE runs SET deleted_at = NULL
       WHERE id IN (SELECT value FROM json_each(?)) AND ${isTrashedRun}
       RETURNING id`,
    )
    .pluck()
  const selectAged = db
    .prepare<[number], number>(
      `SELECT id FROM runs WHERE ${isTrashedRun} AND ${daysInTrash} >= ? AND is_locked = 0
       ORDER BY id`,
    )
    .pluck()

  /** Hides what is to be deleted permanently; it is removed in parts. */
  function purge(days: number): number {
    const runIds = selectAged.all(days)
    hide('runs', runIds)
    return runIds.length
  }

  return {
    put(runId: number, now: string): void {
      if (put.run(now, runId).changes > 0) return
      if (isLocked.get(runId)) {
        throw new ApiError('conflict', `Run ${runId} is locked; unlock it before deleting it`)
      }
      throw new ApiError('not-found', `There is no run ${runId}`)
    },
    takeBack(runId: number): void {
      if (takeBack.run(runId).changes > 0) return
      throw new ApiError('not-found', `There is no run ${runId} in the trash`)
    },
    /** Returns those that were put here: not those that are locked or gone. */
    putAll: (runIds: readonly number[], now: string): number[] =>
      putAll.all(now, JSON.stringify(runIds)),
    /** Returns those that were here. */
    takeBackAll: (runIds: readonly number[]): number[] => takeBackAll.all(JSON.stringify(runIds)),
    /** Deletes what has been here for this many days of use; returns how many runs that were. */
    purge,
  }
}
