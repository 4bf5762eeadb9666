import { ApiError } from '#shared/errors.ts'
import type { Db } from './database.ts'

/*
 * A change of thousands of rows is stored in parts but appears all at once. Until its last part, its
 * rows lie in a hidden range of ids: no list, count, search or lookup finds them. One row of
 * `hidden_rows` hides the whole range, so the last part shows it at once. Rows that a killed program
 * left hidden, and rows that were deleted permanently, are removed in parts too.
 */

export type HidingTable = 'runs' | 'experiments'

/** A hidden range of ids, both ends included. */
export interface HiddenRange {
  readonly table: HidingTable
  readonly firstId: number
  readonly lastId: number
}

interface Where {
  /** How the statement names the table; default: by its own name. */
  readonly as?: string
  /** The database of the table; default: the open one. */
  readonly schema?: string
}

/**
 * SQL: whether a row of the table is not hidden. The first comparison settles it for nearly all rows,
 * and SQLite computes it once for a whole statement.
 */
export const isNotHidden = (
  table: HidingTable,
  { as = table, schema = 'main' }: Where = {},
): string => `(
  ${as}.id < (SELECT coalesce(min(first_id), 9223372036854775807) FROM ${schema}.hidden_rows WHERE table_name = '${table}')
  OR ${as}.id > coalesce((
    SELECT last_id FROM ${schema}.hidden_rows WHERE table_name = '${table}' AND first_id <= ${as}.id
    ORDER BY first_id DESC LIMIT 1), 0))`

/** SQL: whether a row of `runs` is neither in the trash nor hidden. */
export const isRun = `runs.deleted_at IS NULL AND ${isNotHidden('runs')}`
/** SQL: whether a row of `experiments` is neither in the trash nor hidden. */
export const isExperiment = `experiments.deleted_at IS NULL AND ${isNotHidden('experiments')}`
/** SQL: whether a row of `runs` is in the trash, from where it can be restored. */
export const isTrashedRun = `runs.deleted_at IS NOT NULL AND ${isNotHidden('runs')}`
/** SQL: whether a row of `experiments` is in the trash, from where it can be restored. */
export const isTrashedExperiment = `experiments.deleted_at IS NOT NULL AND ${isNotHidden('experiments')}`

export type HiddenRows = ReturnType<typeof createHiddenRows>

/** Hides and shows ranges of rows. Call it within a transaction. */
export function createHiddenRows(db: Db) {
  const beginSequence = db.prepare<[HidingTable, HidingTable]>(
    `INSERT INTO sqlite_sequence (name, seq)
     SELECT ?, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?)`,
  )
  const takeIds = db
    .prepare<[number, HidingTable], number>(
      `UPDATE sqlite_sequence SET seq = seq + ? WHERE name = ? RETURNING seq`,
    )
    .pluck()
  const insert = db.prepare<[HidingTable, number, number, number | null]>(
    `INSERT INTO hidden_rows (table_name, first_id, last_id, owner_id) VALUES (?, ?, ?, ?)`,
  )
  const remove = db.prepare<[HidingTable, number]>(
    `DELETE FROM hidden_rows WHERE table_name = ? AND first_id = ?`,
  )
  const selectOwner = db
    .prepare<[HidingTable, number], number | null>(
      `SELECT owner_id FROM hidden_rows WHERE table_name = ? AND first_id = ?`,
    )
    .pluck()
  const abandon = db.prepare<[HidingTable, number]>(
    `UPDATE hidden_rows SET owner_id = NULL WHERE table_name = ? AND first_id = ?`,
  )
  // Runs come first: an experiment is removed when no run refers to it any more.
  const selectAbandoned = db.prepare<[], HiddenRange>(
    `SELECT table_name AS "table", first_id AS firstId, last_id AS lastId FROM hidden_rows
     WHERE owner_id IS NULL ORDER BY table_name DESC, first_id`,
  )

  return {
    /** Reserves ids that no row ever had, for rows that are inserted hidden. */
    reserve(table: HidingTable, count: number, ownerId: number): HiddenRange {
      beginSequence.run(table, table)
      const lastId = takeIds.get(count, table)!
      const firstId = lastId - count + 1
      insert.run(table, firstId, lastId, ownerId)
      return { table, firstId, lastId }
    },

    /** Throws if another program took this one for dead and removes what it stored. */
    requireOwner({ table, firstId }: HiddenRange, ownerId: number): void {
      if (selectOwner.get(table, firstId) === ownerId) return
      throw new ApiError(
        'conflict',
        'Another program took this one for dead and removed what it was storing; try again',
      )
    },

    /** Shows the rows of a range. */
    show: ({ table, firstId }: HiddenRange): void => void remove.run(table, firstId),
    /** Leaves the rows of a range to be removed. */
    abandon: ({ table, firstId }: HiddenRange): void => void abandon.run(table, firstId),
    /** Hides rows permanently; ids in ascending order. */
    hide(table: HidingTable, ids: readonly number[]): void {
      for (const [firstId, lastId] of rangesOf(ids)) insert.run(table, firstId, lastId, null)
    },
    /** Ranges that are still to be removed. */
    abandoned: (): HiddenRange[] => selectAbandoned.all(),
  }
}

/** Returns the fewest ranges that hold exactly these ascending ids. */
export function rangesOf(ids: readonly number[]): [firstId: number, lastId: number][] {
  const ranges: [number, number][] = []
  for (const id of ids) {
    const last = ranges.at(-1)
    if (last && last[1] === id - 1) last[1] = id
    else ranges.push([id, id])
  }
  return ranges
}
