import { alertIds, type AlertId } from '#shared/alerts.ts'
import type { Progress } from '#shared/metrics.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Run, RunStatus } from '#shared/run.ts'
import { parseStored, unlessDamaged } from './stored-json.ts'

/** A row of `runs` as it is stored, with its tags and alerts. */
export interface RunRow {
  id: number
  config_json: string
  config_hash: string
  status: RunStatus
  reason: string | null
  engine: string | null
  owner_id: number | null
  created_at: string
  started_at: string | null
  finished_at: string | null
  episodes: number
  environment_steps: number
  updates: number
  wall_time_ms: number
  mean_return_last_100: number | null
  standard_error_last_100: number | null
  last_return: number | null
  mean_return_last_10: number | null
  mean_return_last_1000: number | null
  best_mean_return_100: number | null
  area_under_learning_curve: number | null
  success_rate_last_100: number | null
  solved_episode: number | null
  solved_environment_steps: number | null
  solved_wall_time_ms: number | null
  metrics_hash: string | null
  deleted_at: string | null
  experiment_id: number | null
  tags_json: string
  alerts_json: string
  notes: string
  is_starred: number
  is_locked: number
  is_archived: number
  arithmetic: number | null
}

export const toRun = (row: RunRow): Run => ({
  id: row.id,
  config: configOf(row),
  configHash: row.config_hash,
  status: row.status,
  reason: row.reason,
  createdAt: row.created_at,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  engine: row.engine,
  progress: toProgress(row),
  metricsHash: row.metrics_hash,
  tags: JSON.parse(row.tags_json) as string[],
  notes: row.notes,
  isStarred: row.is_starred === 1,
  isLocked: row.is_locked === 1,
  isArchived: row.is_archived === 1,
  alerts: toAlerts(JSON.parse(row.alerts_json)),
  arithmetic: row.arithmetic,
  experimentId: row.experiment_id,
})

/** Parses a configuration. One that no version of this program can have stored is damaged, even if it is JSON. */
export function configOf({ id, config_json }: Pick<RunRow, 'id' | 'config_json'>): RunConfig {
  const what = `The configuration of run ${id}`
  const config = parseStored<RunConfig | null>(config_json, what)
  return isConfig(config) ? config : parseStored('', what)
}
const isConfig = (config: RunConfig | null): config is RunConfig =>
  ['environment', 'policy', 'estimator', 'optimizer', 'batch', 'budget'].every(
    (field) => typeof config?.[field as keyof RunConfig] === 'object',
  )

/** Returns the run of a row; null if it is damaged. `get` refuses such a run with a sentence. */
export const readable = (row: RunRow): Run | null => unlessDamaged(() => toRun(row))

/** Leaves out damaged runs. */
export const toRuns = (rows: readonly RunRow[]): Run[] => rows.flatMap((row) => readable(row) ?? [])

const toAlerts = (rows: readonly (readonly [AlertId, isDismissed: number])[]): Run['alerts'] =>
  rows
    .toSorted(([a], [b]) => alertIds.indexOf(a) - alertIds.indexOf(b))
    .map(([id, isDismissed]) => ({ id, isDismissed: isDismissed === 1 }))

const toProgress = (row: RunRow): Progress => ({
  episodes: row.episodes,
  environmentSteps: row.environment_steps,
  updates: row.updates,
  wallTimeMs: row.wall_time_ms,
  meanReturnLast100: row.mean_return_last_100,
  standardErrorLast100: row.standard_error_last_100,
  lastReturn: row.last_return,
  meanReturnLast10: row.mean_return_last_10,
  meanReturnLast1000: row.mean_return_last_1000,
  bestMeanReturn100: row.best_mean_return_100,
  areaUnderCurve: row.area_under_learning_curve,
  successRateLast100: row.success_rate_last_100,
  solvedAt:
    row.solved_episode === null
      ? null
      : {
          episode: row.solved_episode,
          environmentSteps: row.solved_environment_steps!,
          wallTimeMs: row.solved_wall_time_ms!,
        },
})
