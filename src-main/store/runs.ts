import { ApiError } from '#shared/errors.ts'
import type { Progress } from '#shared/metrics.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Provenance } from '#shared/run-history.ts'
import type { Run, RunStatus, TrashedRun } from '#shared/run.ts'
import type { Db } from './database.ts'
import { QUEUE_GAP } from './queue-order.ts'
import { createRunSearch } from './run-search.ts'
import { readable, toRun, toRuns, type RunRow } from './run-rows.ts'
import { runTexts } from './run-texts.ts'
import { isNotHidden, isRun, isTrashedRun } from './hidden-rows.ts'

export interface NewRun {
  readonly config: RunConfig
  readonly configHash: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  /** Null: nobody trains it. */
  readonly ownerId: number | null
  readonly experimentId?: number | null
  /** Names the run in every database it is copied to; default: a random one. */
  readonly identity?: string
}

/** What becomes known when a run changes its status. What is left out stays as it was. */
export interface StatusDetails {
  readonly reason?: string | null
  readonly startedAt?: string
  readonly finishedAt?: string
  readonly engine?: string
  readonly metricsHash?: string
  readonly provenance?: Provenance
  /** Of a run that is interrupted: what the next start of its workbench goes on with. */
  readonly interruptedWhile?: ActiveStatus
}

/** What a run is doing that has not ended. */
export type ActiveStatus = Extract<RunStatus, 'queued' | 'running' | 'paused'>

/** A run that may still change, and who trains it; null: a backend that is gone. */
export interface ActiveRun {
  readonly run: Run
  readonly ownerId: number | null
}

/** The most runs in one answer, whose notes and configurations are bounded as well. */
const MOST_LISTED = 10_000
const MOST_LETTERS = 24 * 1024 * 1024

/** SQL: a position after all waiting runs, with a gap for others. */
export const lastPosition = `(
  SELECT coalesce(max(queue_position), 0) + ${QUEUE_GAP} FROM runs WHERE status = 'queued')`

const columns = `
  runs.*, (SELECT json_group_array(tag ORDER BY tag) FROM tags WHERE run_id = runs.id) AS tags_json,
  (SELECT json_group_array(json_array(alert_id, EXISTS (
     SELECT 1 FROM dismissed_alerts AS seen
     WHERE seen.run_id = runs.id AND seen.alert_id = run_alerts.alert_id)))
   FROM run_alerts WHERE run_id = runs.id) AS alerts_json`

export type RunStore = ReturnType<typeof createRunStore>

export function createRunStore(db: Db) {
  const insert = db.prepare(
    `INSERT INTO runs (id, config_json, config_hash, environment, seed, status, owner_id, created_at,
                       experiment_id, identity, policy_text, estimator_text, optimizer_text,
                       queue_position)
     VALUES (@id, @configJson, @configHash, @environment, @seed, 'queued', @ownerId, @createdAt,
             @experimentId, @identity, @policyText, @estimatorText, @optimizerText, ${lastPosition})`,
  )
  const select = db.prepare<[number], RunRow>(
    `SELECT ${columns} FROM runs WHERE id = ? AND ${isRun}`,
  )
  const exists = db.prepare<[number], 1>(`SELECT 1 FROM runs WHERE id = ? AND ${isRun}`).pluck()
  const selectTrash = db.prepare<[], RunRow>(
    `SELECT ${columns} FROM runs WHERE ${isTrashedRun} ORDER BY deleted_at DESC, id DESC`,
  )
  const selectAll = db.prepare<[], RunRow>(
    `SELECT ${columns} FROM runs WHERE ${isRun} ORDER BY id DESC`,
  )
  const size = db
    .prepare<[], [runs: number, letters: number]>(
      `SELECT count(*), coalesce(sum(length(config_json) + length(notes)), 0) FROM runs WHERE ${isRun}`,
    )
    .raw()
  const selectThese = db.prepare<[string], RunRow>(
    `SELECT ${columns} FROM runs WHERE id IN (SELECT value FROM json_each(?)) AND ${isRun}
     ORDER BY id DESC`,
  )
  const selectWithHashes = db.prepare<[string], RunRow>(
    `SELECT ${columns} FROM runs
     WHERE config_hash IN (SELECT value FROM json_each(?)) AND ${isRun}
     ORDER BY id DESC`,
  )
  const selectStates = db
    .prepare<[number, number], [runId: number, state: string]>(
      `SELECT id, status || ' ' || episodes || ' ' || updates || ' ' ||
              coalesce((SELECT group_concat(tag, char(10) ORDER BY tag) FROM tags
                        WHERE run_id = runs.id), '') || ' ' ||
              coalesce(experiment_id, '') || ' ' || is_starred || is_locked || is_archived ||
              coalesce((SELECT group_concat(alert_id || EXISTS (
                          SELECT 1 FROM dismissed_alerts AS seen
                          WHERE seen.run_id = run_alerts.run_id AND seen.alert_id = run_alerts.alert_id
                        ) ORDER BY alert_id) FROM run_alerts WHERE run_id = runs.id), '') || ' ' || notes
       FROM runs WHERE id > ? AND ${isRun} ORDER BY id LIMIT ?`,
    )
    .raw()
  const selectActive = db.prepare<[], RunRow>(
    `SELECT ${columns} FROM runs WHERE status IN ('queued', 'running', 'paused') AND ${isNotHidden('runs')} ORDER BY id`,
  )
  const updateStatus = db.prepare(
    `UPDATE runs
     SET status       = @status,
         reason       = coalesce(@reason, reason),
         started_at   = coalesce(@startedAt, started_at),
         finished_at  = coalesce(@finishedAt, finished_at),
         engine       = coalesce(@engine, engine),
         metrics_hash = coalesce(@metricsHash, metrics_hash),
         provenance_json = coalesce(@provenanceJson, provenance_json),
         interrupted_while = @interruptedWhile,
         are_alerts_known = 0
     WHERE id = @runId AND ${isRun}`,
  )
  const updateProgress = db.prepare(
    `UPDATE runs
     SET episodes                 = @episodes,
         environment_steps        = @environmentSteps,
         updates                  = @updates,
         wall_time_ms             = @wallTimeMs,
         mean_return_last_100     = @meanReturnLast100,
         standard_error_last_100  = @standardErrorLast100,
         last_return              = @lastReturn,
         mean_return_last_10      = @meanReturnLast10,
         mean_return_last_1000    = @meanReturnLast1000,
         best_mean_return_100     = @bestMeanReturn100,
         area_under_learning_curve = @areaUnderCurve,
         success_rate_last_100    = @successRateLast100,
         solved_episode           = @solvedEpisode,
         solved_environment_steps = @solvedEnvironmentSteps,
         solved_wall_time_ms      = @solvedWallTimeMs,
         are_alerts_known         = 0
     WHERE id = @runId AND ${isRun}`,
  )

  const missing = (runId: number) => new ApiError('not-found', `There is no run ${runId}`)

  function get(runId: number): Run {
    const row = select.get(runId)
    if (!row) throw missing(runId)
    return toRun(row)
  }

  function setStatus(runId: number, status: RunStatus, details: StatusDetails = {}): Run {
    updateStatus.run({
      runId,
      status,
      reason: details.reason ?? null,
      startedAt: details.startedAt ?? null,
      finishedAt: details.finishedAt ?? null,
      engine: details.engine ?? null,
      metricsHash: details.metricsHash ?? null,
      provenanceJson: details.provenance ? JSON.stringify(details.provenance) : null,
      interruptedWhile: details.interruptedWhile ?? null,
    })
    return get(runId)
  }

  const these = (runIds: readonly number[]): Run[] =>
    toRuns(selectThese.all(JSON.stringify(runIds)))

  const active = (): ActiveRun[] =>
    selectActive.all().flatMap((row) => {
      const run = readable(row)
      return run ? [{ run, ownerId: row.owner_id }] : []
    })

  return {
    get,
    /** Throws if there is no such run; one whose configuration is damaged exists. */
    require(runId: number): void {
      if (exists.get(runId) === undefined) throw missing(runId)
    },
    setStatus,
    active,
    /** Refuses if there are more runs than one answer can hold. */
    list(): Run[] {
      const [runs, letters] = size.get()!
      if (runs > MOST_LISTED || letters > MOST_LETTERS) {
        throw new ApiError(
          'too-large',
          `There are ${runs} runs with ${letters} characters of notes and configurations; runs.query returns parts of them`,
        )
      }
      return toRuns(selectAll.all())
    },
    /** Deleted runs, the last one first. */
    trash: (): TrashedRun[] =>
      selectTrash.all().flatMap((row) => {
        const run = readable(row)
        return run ? [{ run, deletedAt: row.deleted_at! }] : []
      }),
    /** Those of these runs that exist. */
    these,
    withConfigHashes: (hashes: readonly string[]): Run[] =>
      toRuns(selectWithHashes.all(JSON.stringify(hashes))),
    ...createRunSearch(db, these),
    /** The changeable state of each run, in a form that is cheap to compare, for the first runs after `afterId`. */
    states: (
      afterId: number,
      limit: number,
    ): readonly (readonly [runId: number, state: string])[] => selectStates.all(afterId, limit),

    /** Returns the id: the one that was reserved for the run, or the next free one for null. */
    insert(
      { config, configHash, createdAt, ownerId, experimentId = null, identity }: NewRun,
      id: number | null,
    ): number {
      const { lastInsertRowid } = insert.run({
        id,
        configJson: JSON.stringify(config),
        configHash,
        environment: config.environment.id,
        seed: config.seed,
        ownerId,
        createdAt,
        experimentId,
        identity: identity ?? null,
        policyText: runTexts.policy_text(config),
        estimatorText: runTexts.estimator_text(config),
        optimizerText: runTexts.optimizer_text(config),
      })
      return Number(lastInsertRowid)
    },

    setProgress(runId: number, { solvedAt, ...progress }: Progress): void {
      const { changes } = updateProgress.run({
        ...progress,
        runId,
        solvedEpisode: solvedAt?.episode ?? null,
        solvedEnvironmentSteps: solvedAt?.environmentSteps ?? null,
        solvedWallTimeMs: solvedAt?.wallTimeMs ?? null,
      })
      if (changes === 0) throw missing(runId)
    },
  }
}
