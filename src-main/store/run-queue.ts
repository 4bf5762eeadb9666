import type { ActiveRunState, CountedRuns } from '#shared/experiment-summary.ts'
import type { RunStatus } from '#shared/run.ts'
import type { Db } from './database.ts'
import { shareOfBudget } from './run-order.ts'
import { isRun } from './hidden-rows.ts'
import { createQueueOrder } from './queue-order.ts'

/** How far a run of a queue is. */
export interface QueuedRunState extends ActiveRunState {
  readonly runId: number
}

/** Active runs of programs; the parameter lists the ids of the programs. */
const ofOthers = `status IN ('running', 'paused', 'queued') AND ${isRun}
  AND owner_id IN (SELECT value FROM json_each(?))`

/** The order of the runs that wait, and what tells how long all of them take. */
export function createQueueStore(db: Db) {
  const selectStates = db.prepare<[string], QueuedRunState>(
    `SELECT id AS runId, config_hash AS configHash, ${shareOfBudget} AS share,
            wall_time_ms AS wallTimeMs
     FROM runs WHERE id IN (SELECT value FROM json_each(?)) AND ${isRun}`,
  )
  const selectTimes = db.prepare<[string], CountedRuns>(
    `SELECT config_hash AS configHash, status, count(*) AS runs, avg(wall_time_ms) AS meanWallTimeMs
     FROM runs
     WHERE config_hash IN (SELECT value FROM json_each(?)) AND status = 'completed'
       AND ${isRun}
     GROUP BY config_hash`,
  )
  const countOthers = db.prepare<[string], { status: string; runs: number }>(
    `SELECT status, count(*) AS runs FROM runs WHERE ${ofOthers} GROUP BY status`,
  )
  const selectOthers = db
    .prepare<[string, number], number>(
      `SELECT id FROM runs WHERE ${ofOthers} AND status <> 'queued' ORDER BY id LIMIT ?`,
    )
    .pluck()

  return {
    setOrder: createQueueOrder(db),
    states: (runIds: readonly number[]): QueuedRunState[] =>
      selectStates.all(JSON.stringify(runIds)),
    /** Returns what these programs train in this database: the first of their runs by id. */
    others(ownerIds: readonly number[], limit: number) {
      const owners = JSON.stringify(ownerIds)
      const counts = new Map(countOthers.all(owners).map(({ status, runs }) => [status, runs]))
      const of = (status: RunStatus) => counts.get(status) ?? 0
      return {
        trainingIds: counts.size === 0 ? [] : selectOthers.all(owners, limit),
        trainingCount: of('running') + of('paused'),
        waitingCount: of('queued'),
      }
    },
    /** How long completed runs of these configurations took. */
    times: (configHashes: readonly string[]) =>
      selectTimes.all(JSON.stringify([...new Set(configHashes)])),
  }
}
