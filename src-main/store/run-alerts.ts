import type { AlertId } from '#shared/alerts.ts'
import type { Db } from './database.ts'
import { isRun } from './hidden-rows.ts'

/** What was found to be wrong with runs, where filters and tables look for it. */
export function createRunAlertStore(db: Db) {
  const remove = db.prepare<[number, string]>(
    `DELETE FROM run_alerts WHERE run_id = ? AND alert_id NOT IN (SELECT value FROM json_each(?))`,
  )
  const insert = db.prepare<[string, number]>(
    `INSERT OR IGNORE INTO run_alerts (run_id, alert_id)
     SELECT runs.id, value FROM runs, json_each(?) WHERE runs.id = ?`,
  )
  const setKnown = db.prepare<[number]>(`UPDATE runs SET are_alerts_known = 1 WHERE id = ?`)
  // As the index says it, so that the index answers it.
  const selectUnknown = db
    .prepare<[number], number>(
      `SELECT id FROM runs
       WHERE are_alerts_known = 0 AND episodes > 0 AND ${isRun}
         AND status NOT IN ('queued', 'running', 'paused')
       ORDER BY id DESC LIMIT ?`,
    )
    .pluck()

  return {
    /** To be called within a transaction. */
    set(runId: number, ids: readonly AlertId[]): void {
      const list = JSON.stringify(ids)
      remove.run(runId, list)
      insert.run(list, runId)
      setKnown.run(runId)
    },
    unknown: (limit: number): readonly number[] => selectUnknown.all(limit),
  }
}
