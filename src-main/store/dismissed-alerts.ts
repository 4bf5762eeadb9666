import type { AlertId } from '#shared/alerts.ts'
import type { Db } from './database.ts'

export function createDismissedAlertStore(db: Db) {
  const select = db
    .prepare<[number], AlertId>(`SELECT alert_id FROM dismissed_alerts WHERE run_id = ?`)
    .pluck()
  const insert = db.prepare<[number, AlertId]>(
    `INSERT OR IGNORE INTO dismissed_alerts (run_id, alert_id) VALUES (?, ?)`,
  )
  const remove = db.prepare<[number, AlertId]>(
    `DELETE FROM dismissed_alerts WHERE run_id = ? AND alert_id = ?`,
  )

  return {
    of: (runId: number): ReadonlySet<AlertId> => new Set(select.all(runId)),
    set: (runId: number, id: AlertId, isDismissed: boolean): void =>
      void (isDismissed ? insert : remove).run(runId, id),
  }
}
