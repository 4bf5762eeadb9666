import { ApiError } from '#shared/errors.ts'
import type { Db } from './database.ts'
import { daysInTrash } from './days-in-use.ts'

/** Deleted runs, with all they hold, until they are restored or purged. To everything else they are gone. */
export function createTrashStore(db: Db) {
  const put = db.prepare<[string, number]>(
    `UPDATE runs SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL AND is_locked = 0`,
  )
  const isLocked = db
    .prepare<[number], number>(`SELECT is_locked FROM runs WHERE id = ? AND deleted_at IS NULL`)
    .pluck()
  const takeBack = db.prepare<[number]>(
    `UPDATE runs SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL`,
  )
  const putAll = db
    .prepare<[string, string], number>(
      `UPDATE runs SET deleted_at = ?
       WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL AND is_locked = 0
       RETURNING id`,
    )
    .pluck()
  const takeBackAll = db
    .prepare<[string], number>(
      `UPDATE runs SET deleted_at = NULL
       WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NOT NULL
       RETURNING id`,
    )
    .pluck()
  const purge = db.prepare<[number]>(
    `DELETE FROM runs WHERE deleted_at IS NOT NULL AND ${daysInTrash} >= ? AND is_locked = 0`,
  )
  const empty = db.prepare(`DELETE FROM runs WHERE deleted_at IS NOT NULL AND is_locked = 0`)
  const forgetValues = db.prepare(
    `DELETE FROM configuration_values WHERE config_hash NOT IN (SELECT config_hash FROM runs)`,
  )

  /** Deletes for good, with what filters know of configurations that no run has any more. */
  const deleteBy = db.transaction((deletion: () => number): number => {
    const runs = deletion()
    if (runs > 0) forgetValues.run()
    return runs
  })

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
    /** Deletes what has been here for so many days of use; returns how many runs that were. */
    purge: (days: number): number => deleteBy.immediate(() => purge.run(days).changes),
    /** Deletes all of it for good; returns how many runs that were. */
    empty: (): number => deleteBy.immediate(() => empty.run().changes),
  }
}
