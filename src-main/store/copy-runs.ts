import type { Db } from './database.ts'

/** Names under which two databases are attached to one connection. */
export type Schema = 'main' | 'file'

export interface RunCopy {
  readonly from: Schema
  readonly to: Schema
  /** In `from`. */
  readonly runId: number
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

/** What is stored of a row, without its own number: that is another one in every database. */
export const storedColumns = (db: Db, table: string): string[] =>
  db
    .prepare<[string], string>(
      `SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 AND name <> 'id'`,
    )
    .pluck()
    .all(table)

/** Every table whose rows belong to a run: one that is added later is copied too. */
export const tablesOfRuns = (db: Db): string[] =>
  db
    .prepare<[], string>(
      `SELECT name FROM main.sqlite_schema AS tables
       WHERE type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(tables.name) WHERE name = 'run_id')`,
    )
    .pluck()
    .all()

const hasNumber = (db: Db, table: string): boolean =>
  db.prepare(`SELECT 1 FROM pragma_table_info(?) WHERE name = 'id'`).get(table) !== undefined

/** Copies runs with all that belongs to them between the open database and an attached one of the same schema. */
export function createRunCopier(db: Db) {
  const runColumns = storedColumns(db, 'runs')
  const tables = tablesOfRuns(db).map((table) => ({
    table,
    columns: storedColumns(db, table).filter((column) => column !== 'run_id'),
    order: hasNumber(db, table) ? ' ORDER BY id' : '',
  }))

  const event = (to: Schema, kind: string, detail: string) =>
    `INSERT INTO ${to}.run_events
       (run_id, kind, happened_at, episodes, environment_steps, updates, wall_time_ms, detail)
     SELECT id, ${kind}, ${now}, episodes, environment_steps, updates, wall_time_ms, ${detail}
     FROM ${to}.runs WHERE id = @copyId`

  /** In one transaction; returns the number of the copy. */
  return db.transaction(({ from, to, runId, experimentId, importedFrom }: RunCopy): number => {
    const wasActive = db
      .prepare<[number], number>(`SELECT ${isActive} FROM ${from}.runs WHERE id = ?`)
      .pluck()
      .get(runId)
    const { lastInsertRowid } = db
      .prepare(
        `INSERT INTO ${to}.runs (${runColumns.join(', ')})
         SELECT ${runColumns.map((column) => replaced[column] ?? column).join(', ')}
         FROM ${from}.runs WHERE id = @runId`,
      )
      .run({ runId, experimentId })
    const copyId = Number(lastInsertRowid)
    // What triggers wrote of the copy is said by the events that come with it.
    db.prepare(`DELETE FROM ${to}.run_events WHERE run_id = ?`).run(copyId)
    for (const { table, columns, order } of tables) {
      const list = columns.join(', ')
      db.prepare(
        `INSERT INTO ${to}.${table} (run_id, ${list})
         SELECT @copyId, ${list} FROM ${from}.${table} WHERE run_id = @runId${order}`,
      ).run({ copyId, runId })
    }
    if (wasActive) db.prepare(event(to, 'status', 'reason')).run({ copyId })
    if (importedFrom !== null) {
      db.prepare(event(to, `'imported'`, '@importedFrom')).run({ copyId, importedFrom })
    }
    return copyId
  }).immediate
}
