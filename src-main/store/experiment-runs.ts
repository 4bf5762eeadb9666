import type { ActiveRunState, CountedRuns } from '#shared/experiment-summary.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { RunStatus } from '#shared/run.ts'
import type { Db } from './database.ts'
import { shareOfBudget } from './run-order.ts'
import { configOf, type RunRow } from './run-rows.ts'
import { isRun, isTrashedRun } from './hidden-rows.ts'

/** A run of an experiment that has not ended. */
export interface ActiveExperimentRun extends ActiveRunState {
  readonly experimentId: number
  readonly runId: number
}

export interface CountedExperimentRuns extends CountedRuns {
  readonly experimentId: number
}

/** The result of a run of an experiment, as far as the best configuration depends on it. */
export interface ExperimentRunResult {
  readonly experimentId: number
  readonly configHash: string
  readonly seed: number
  readonly status: RunStatus
  readonly environmentSteps: number
  readonly meanReturnLast100: number | null
  readonly solvedAtSteps: number | null
  /** Null if its budget is not in environment steps. */
  readonly stepBudget: number | null
  /** 1 for yes. */
  readonly stopsWhenSolved: number | null
  /** Its environment, as JSON. */
  readonly environment: string
}

/** Prepares a question about the runs of one experiment, and the same about those of all. */
function prepareBoth<Row>(db: Db, sqlOf: (which: string) => string) {
  const ofOne = db.prepare<[number], Row>(sqlOf(`experiment_id = ? AND ${isRun}`))
  const ofAll = db.prepare<[], Row>(sqlOf(`experiment_id IS NOT NULL AND ${isRun}`))
  return (experimentId: number | null): Row[] =>
    experimentId === null ? ofAll.all() : ofOne.all(experimentId)
}

/** Which runs belong to which experiment, and how far they are. */
export function createExperimentRunStore(db: Db) {
  const count = prepareBoth<CountedExperimentRuns>(
    db,
    (
      which,
    ) => `SELECT experiment_id AS experimentId, config_hash AS configHash, status, count(*) AS runs,
            avg(wall_time_ms) AS meanWallTimeMs
     FROM runs WHERE ${which}
     GROUP BY experiment_id, config_hash, status
     ORDER BY min(id)`,
  )
  const active = prepareBoth<ActiveExperimentRun>(
    db,
    (which) => `SELECT experiment_id AS experimentId, id AS runId, config_hash AS configHash,
            ${shareOfBudget} AS share, wall_time_ms AS wallTimeMs
     FROM runs WHERE ${which} AND status IN ('queued', 'running', 'paused')
     ORDER BY status != 'queued', id`,
  )
  const results = prepareBoth<ExperimentRunResult>(
    db,
    (which) => `SELECT experiment_id AS experimentId, config_hash AS configHash, seed, status,
            environment_steps AS environmentSteps, mean_return_last_100 AS meanReturnLast100,
            solved_environment_steps AS solvedAtSteps,
            config_json ->> '$.budget.environmentSteps' AS stepBudget,
            config_json ->> '$.budget.stopWhenSolved' AS stopsWhenSolved,
            config_json -> '$.environment' AS environment
     FROM runs WHERE ${which} AND status <> 'queued' AND json_valid(config_json)
     ORDER BY created_at, id`,
  )
  const config = db.prepare<[number, string], Pick<RunRow, 'id' | 'config_json'>>(
    `SELECT id, config_json FROM runs
     WHERE experiment_id = ? AND config_hash = ? AND json_valid(config_json) AND ${isRun} LIMIT 1`,
  )
  const runIds = db
    .prepare<[number], number>(
      `SELECT id FROM runs WHERE experiment_id = ? AND ${isRun} ORDER BY id`,
    )
    .pluck()
  const interrupted = db
    .prepare<[number], number>(
      `SELECT id FROM runs
       WHERE experiment_id = ? AND status = 'interrupted' AND ${isRun} ORDER BY id`,
    )
    .pluck()
  const trained = db
    .prepare<[number], string>(
      `SELECT config_hash || ' ' || seed FROM runs WHERE experiment_id = ? AND ${isRun}`,
    )
    .pluck()
  const assign = db.prepare<[number | null, string]>(
    `UPDATE runs SET experiment_id = ?
     WHERE id IN (SELECT value FROM json_each(?)) AND ${isRun}`,
  )
  const trashedAt = db
    .prepare<[number, string], number>(
      `SELECT id FROM runs WHERE experiment_id = ? AND deleted_at = ? AND ${isTrashedRun}`,
    )
    .pluck()

  return {
    /** Of one experiment, or of all for null. */
    count,
    /** The results of sound runs that have begun, in the order of their creation, of one experiment or of all for null. */
    results,
    /** Those that wait come first. Of one experiment, or of all for null. */
    active,
    /** Returns the configuration of the runs with this hash; one of `results` must have it. */
    config: (experimentId: number, configHash: string): RunConfig =>
      configOf(config.get(experimentId, configHash)!),
    /** In the order of their creation. */
    runIds: (experimentId: number): number[] => runIds.all(experimentId),
    /** Those that a closed program left unfinished. */
    interrupted: (experimentId: number): number[] => interrupted.all(experimentId),
    /** Configuration hash and seed of every run, with a space between. */
    trained: (experimentId: number): ReadonlySet<string> => new Set(trained.all(experimentId)),
    /** Null: they belong to none. */
    assign: (runIds: readonly number[], experimentId: number | null): void =>
      void assign.run(experimentId, JSON.stringify(runIds)),
    /** Those that went to the trash at that time. */
    trashedAt: (experimentId: number, deletedAt: string): number[] =>
      trashedAt.all(experimentId, deletedAt),
  }
}
