import type { Db } from './database.ts'
import { rowSources } from './row-sources.ts'
import { BLOCK_SIZES } from './summaries.ts'

/** How much of a run stays. */
export interface RewindTo {
  readonly episodes: number
  readonly updates: number
}

/** Rows of a table that go at a time: some milliseconds. */
const ROWS_AT_ONCE = 2048

/**
 * Takes a run back to an earlier update: what it stored since is as if it had never been. Millions of rows go
 * in several transactions: returns whether all of them are gone, or the time is over.
 */
export function createRewind(db: Db): (runId: number, to: RewindTo, until: number) => boolean {
  type Source = (typeof sources)[number]
  const sources = Object.values(rowSources).map(({ table, index, columns }) => ({
    table,
    columns: JSON.stringify(columns),
    countRows: db
      .prepare<[number], number>(
        `SELECT coalesce(max(${index}), -1) + 1 FROM ${table} WHERE run_id = ?`,
      )
      .pluck(),
    deleteRows: db.prepare<[number, number]>(
      `DELETE FROM ${table} WHERE run_id = ? AND ${index} >= ?`,
    ),
  }))
  const deleteBlocks = db.prepare<[number, string, number, number]>(
    `DELETE FROM summaries
     WHERE run_id = ? AND metric IN (SELECT value FROM json_each(?)) AND size = ? AND block >= ?`,
  )
  const [smallest] = BLOCK_SIZES
  const shortenSummarized = db.prepare<[number, number, string]>(
    `UPDATE summarized SET row_count = min(row_count, ?) WHERE run_id = ? AND row_source = ?`,
  )
  const deleteDistributions = db.prepare<[number, number]>(
    `DELETE FROM distributions WHERE run_id = ? AND update_index >= ?`,
  )
  const deleteSolved = db.prepare<[number, number]>(
    `DELETE FROM run_events WHERE run_id = ? AND kind = 'solved' AND updates > ?`,
  )
  const deleteCheckpoint = db.prepare<[number, number]>(
    `DELETE FROM checkpoints WHERE run_id = ? AND update_index > ?`,
  )
  // Those of what stays are found again as the run goes on.
  const deleteAlerts = db.prepare<[number]>(`DELETE FROM run_alerts WHERE run_id = ?`)

  /** Takes one table back to so many rows, with what was made of them. */
  function shorten({ table, columns, deleteRows }: Source, runId: number, rows: number): void {
    deleteRows.run(runId, rows)
    // A block is of full rows only: the one that loses some goes too.
    for (const size of BLOCK_SIZES) {
      deleteBlocks.run(runId, columns, size, Math.floor(rows / size))
    }
    shortenSummarized.run(rows - (rows % smallest), runId, table)
    if (table === 'updates') deleteDistributions.run(runId, rows)
  }

  return (runId, to, until) => {
    for (const source of sources) {
      const wanted = to[source.table]
      for (let rows = source.countRows.get(runId)!; rows > wanted + ROWS_AT_ONCE;) {
        rows -= ROWS_AT_ONCE
        shorten(source, runId, rows)
        if (performance.now() > until) return false
      }
      shorten(source, runId, wanted)
    }
    deleteSolved.run(runId, to.updates)
    deleteCheckpoint.run(runId, to.updates)
    deleteAlerts.run(runId)
    return true
  }
}
