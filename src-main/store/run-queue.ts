import type { ActiveRunState, CountedRuns } from '#shared/experiment-summary.ts'
import type { Db } from './database.ts'
import { shareOfBudget } from './run-order.ts'

/** How far a run of a queue is. */
export interface QueuedRunState extends ActiveRunState {
  readonly runId: number
}

/** The order of the runs that wait, and what tells how long all of them take. */
export function createQueueStore(db: Db) {
  const setPosition = db.prepare<{ runId: number; position: number }>(
    `UPDATE runs SET queue_position = @position
     WHERE id = @runId AND queue_position IS NOT @position`,
  )
  const selectStates = db.prepare<[string], QueuedRunState>(
    `SELECT id AS runId, config_hash AS configHash, ${shareOfBudget} AS share,
            wall_time_ms AS wallTimeMs
     FROM runs WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL`,
  )
  const selectTimes = db.prepare<[string], Omit<CountedRuns, 'scored' | 'meanScore'>>(
    `SELECT config_hash AS configHash, status, count(*) AS runs, avg(wall_time_ms) AS meanWallTimeMs
     FROM runs
     WHERE config_hash IN (SELECT value FROM json_each(?)) AND status = 'completed'
       AND deleted_at IS NULL
     GROUP BY config_hash`,
  )
  const setOrder = db.transaction((runIds: readonly number[]): void => {
    runIds.forEach((runId, position) => setPosition.run({ runId, position }))
  })

  return {
    setOrder: setOrder.immediate,
    states: (runIds: readonly number[]): QueuedRunState[] =>
      selectStates.all(JSON.stringify(runIds)),
    /** How long completed runs of these configurations took. */
    times: (configHashes: readonly string[]) =>
      selectTimes.all(JSON.stringify([...new Set(configHashes)])),
  }
}
