import { EARLIER_ARITHMETIC } from '#shared/arithmetic.ts'
import type { Provenance, RunEvent, RunEventKind, RunHistory } from '#shared/run-history.ts'
import type { Db } from './database.ts'
import { parseStored } from './stored-json.ts'

interface EventRow {
  kind: RunEventKind
  happened_at: string
  episodes: number
  environment_steps: number
  updates: number
  wall_time_ms: number
  detail: string | null
}

const toEvent = (row: EventRow): RunEvent => ({
  kind: row.kind,
  happenedAt: row.happened_at,
  episodes: row.episodes,
  environmentSteps: row.environment_steps,
  updates: row.updates,
  wallTimeMs: row.wall_time_ms,
  detail: row.detail,
})

/** What a run was trained with and what happened to it; most of that is written by triggers. */
export function createRunHistoryStore(db: Db) {
  const selectProvenance = db
    .prepare<[number], string | null>(`SELECT provenance_json FROM runs WHERE id = ?`)
    .pluck()
  const selectEvents = db.prepare<[number], EventRow>(
    `SELECT * FROM run_events WHERE run_id = ? ORDER BY id`,
  )
  const insert = db.prepare<[RunEventKind, string, number]>(
    `INSERT INTO run_events (run_id, kind, happened_at, episodes, environment_steps, updates, wall_time_ms, detail)
     SELECT id, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), episodes, environment_steps, updates, wall_time_ms, ?
     FROM runs WHERE id = ?`,
  )

  const moveBegin = db.prepare<[number, number]>(
    `UPDATE run_events
     SET (episodes, environment_steps, updates, wall_time_ms) =
           (SELECT episodes, environment_steps, updates, wall_time_ms FROM runs WHERE id = ?)
     WHERE id = (SELECT max(id) FROM run_events WHERE run_id = ? AND kind = 'running')`,
  )

  return {
    /** Moves the run's last begin to the place that it was taken back to. */
    begunAt: (runId: number): void => void moveBegin.run(runId, runId),

    get(runId: number): RunHistory {
      const provenance = selectProvenance.get(runId)
      return {
        provenance: provenance
          ? {
              // Earlier versions did not store these.
              ...{ arithmetic: EARLIER_ARITHMETIC, v8: null },
              ...parseStored<Provenance>(provenance, `What run ${runId} was trained with`),
            }
          : null,
        events: selectEvents.all(runId).map(toEvent),
      }
    },

    add: (runId: number, kind: RunEventKind, detail: string): void =>
      void insert.run(kind, detail, runId),
  }
}
