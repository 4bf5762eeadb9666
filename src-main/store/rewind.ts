import type { Db } from './database.ts'
import { rowSources } from './row-sources.ts'
import { BLOCK_SIZES } from './summaries.ts'

/** How much of a run stays. */
export interface RewindTo {
  readonly episodes: number
  readonly updates: number
}

/** Takes a run back to an earlier update: what it stored since is as if it had never been. */
export function createRewind(db: Db): (runId: number, to: RewindTo) => void {
  const sources = Object.values(rowSources).map(({ table, index, columns }) => ({
    table,
    columns: JSON.stringify(columns),
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

  return (runId, to) => {
    for (const { table, columns, deleteRows } of sources) {
      const rows = to[table]
      deleteRows.run(runId, rows)
      // A block is of full rows only: the one that loses some goes too.
      for (const size of BLOCK_SIZES) {
        deleteBlocks.run(runId, columns, size, Math.floor(rows / size))
      }
      shortenSummarized.run(rows - (rows % smallest), runId, table)
    }
    deleteDistributions.run(runId, to.updates)
    deleteSolved.run(runId, to.updates)
    deleteCheckpoint.run(runId, to.updates)
    deleteAlerts.run(runId)
  }
}
