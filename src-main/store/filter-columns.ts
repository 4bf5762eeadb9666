/* Where filters find what they ask of a run, beside the values of its configuration. */

/** Fields that are columns, or computed from them. */
export const filterColumns: Readonly<Record<string, string>> = {
  id: 'id',
  experiment: 'experiment_id',
  arithmetic: 'coalesce(arithmetic, CASE WHEN started_at IS NOT NULL THEN 0 END)',
  status: 'status',
  notes: `nullif(notes, '')`,
  created: 'created_at',
  started: 'started_at',
  finished: 'finished_at',
  configHash: 'config_hash',
  reason: 'reason',
  episodes: 'episodes',
  environmentSteps: 'environment_steps',
  updates: 'updates',
  wallTimeMs: 'wall_time_ms',
  wallTime: 'wall_time_ms',
  meanReturnLast100: 'mean_return_last_100',
  standardErrorLast100: 'standard_error_last_100',
  lastReturn: 'last_return',
  meanReturnLast10: 'mean_return_last_10',
  meanReturnLast1000: 'mean_return_last_1000',
  bestMeanReturn100: 'best_mean_return_100',
  areaUnderCurve: 'area_under_learning_curve',
  successRateLast100: 'success_rate_last_100',
  solvedAt: 'solved_episode + 1',
  stepsPerSecond: 'CASE WHEN wall_time_ms > 0 THEN 1000.0 * environment_steps / wall_time_ms END',
  'environment.id': 'environment',
  seed: 'seed',
}

/** Text fields whose stored values are ASCII. SQLite's own `lower` folds them, and is many times faster. */
export const asciiFields: readonly string[] = ['status', 'configHash', 'environment.id', 'alert']

/** Fields of which a run can have several values: the table that holds them, a row each, by `run_id`. */
export const filterLists: Readonly<Record<string, { table: string; column: string }>> = {
  tag: { table: 'tags', column: 'tag' },
  alert: { table: 'run_alerts', column: 'alert_id' },
}

/** What a run can be beside its status. */
export const filterStates: Readonly<Record<string, string>> = {
  starred: 'is_starred = 1',
  locked: 'is_locked = 1',
  archived: 'is_archived = 1',
  solved: 'solved_episode IS NOT NULL',
  active: `status IN ('queued', 'running', 'paused')`,
}
