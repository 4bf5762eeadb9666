import { ApiError } from '#shared/errors.ts'
import type { Db } from './database.ts'
import { createPrepared, eachRange, runTables, storedColumns, type Schema } from './run-tables.ts'

export interface RunCopy {
  readonly from: Schema
  readonly to: Schema
  /** In `from`. */
  readonly runId: number
  /** The run's number in `to`; null for the next free one. */
  readonly copyId: number | null
  /** In `to`; null: it belongs to none there. */
  readonly experimentId: number | null
  /** The file a run is imported from; null: it is not imported. */
  readonly importedFrom: string | null
}

const isActive = `status IN ('queued', 'running', 'paused')`
/** What of a run holds for one database only: who trains it, its place in the queue. */
const replaced: Readonly<Record<string, string>> = {
  owner_id: 'NULL',
  queue_position: 'NULL',
  interrupted_while: 'NULL',
  deleted_at: 'NULL',
  trashed_after_days: 'NULL',
  experiment_id: '@experimentId',
  status: `CASE WHEN ${isActive} THEN 'interrupted' ELSE status END`,
  reason: `CASE WHEN ${isActive} THEN 'It was ' || status || ' when it was copied' ELSE reason END`,
}

const now = `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`

const event = (to: Schema, kind: string, detail: string) =>
  `INSERT INTO ${to}.run_events
     (run_id, kind, happened_at, episodes, environment_steps, updates, wall_time_ms, detail)
   SELECT id, ${kind}, ${now}, episodes, environment_steps, updates, wall_time_ms, ${detail}
   FROM ${to}.runs WHERE id = @copyId`

/** Copies runs with all that belongs to them between the open database and an attached one of the same schema. */
export function createRunCopier(db: Db) {
  const runColumns = storedColumns(db, 'runs')
  const tables = runTables(db)
  const prepared = createPrepared(db)

  /** Copies in small steps, each of which yields how many rows it copied; returns the number of the copy. */
  return function* copyRun(copy: RunCopy): Generator<number, number, void> {
    const { from, to, runId, experimentId, importedFrom } = copy
    const wasActive = prepared(`SELECT 1 FROM ${from}.runs WHERE id = ? AND ${isActive}`).get(runId)
    const { changes, lastInsertRowid } = prepared(
      `INSERT INTO ${to}.runs (id, ${runColumns.join(', ')})
       SELECT @copyId, ${runColumns.map((column) => replaced[column] ?? column).join(', ')}
       FROM ${from}.runs WHERE id = @runId`,
    ).run({ runId, experimentId, copyId: copy.copyId })
    if (changes === 0) throw new ApiError('not-found', `There is no run ${runId}`)
    const copyId = Number(lastInsertRowid)
    // What triggers wrote of the copy is said by the events that come with it.
    prepared(`DELETE FROM ${to}.run_events WHERE run_id = ?`).run(copyId)
    for (const table of tables) {
      const { name, columns } = table
      const order = table.key.length === 0 ? '' : ` ORDER BY ${table.key.join(', ')}`
      yield* eachRange(
        prepared,
        table,
        { schema: from, runId },
        (condition, parameters) =>
          prepared(
            `INSERT INTO ${to}.${name} (run_id, ${columns.join(', ')})
             SELECT @copyId, ${columns.join(', ')} FROM ${from}.${name} WHERE ${condition}${order}`,
          ).run({ ...parameters, copyId }).changes,
      )
    }
    if (wasActive) prepared(event(to, 'status', 'reason')).run({ copyId })
    if (importedFrom !== null) {
      prepared(event(to, `'imported'`, '@importedFrom')).run({ copyId, importedFrom })
    }
    return copyId
  }
}
