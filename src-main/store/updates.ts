import type { StoredUpdate } from '#shared/metrics.ts'
import type { Db } from './database.ts'
import { updateCells, updateColumns } from './update-columns.ts'

interface UpdateRow {
  update_index: number
  episodes: number
  environment_steps: number
  mean_return: number | null
  gradient_norm: number | null
  gradient_covariance_trace: number | null
  kl: number | null
  entropy: number | null
  baseline: number | null
  sigma: number | null
  noise_to_signal: number | null
  score_gauge: number | null
  explained_variance: number | null
  value_loss: number | null
  learning_rate: number | null
  clip_fraction: number | null
  step_scale: number | null
  clipped_actions: number | null
  wall_time_ms: number
}

const toUpdate = (row: UpdateRow): StoredUpdate => ({
  index: row.update_index,
  episodes: row.episodes,
  environmentSteps: row.environment_steps,
  meanReturn: row.mean_return,
  gradientNorm: row.gradient_norm ?? NaN,
  gradientCovarianceTrace: row.gradient_covariance_trace,
  kl: row.kl ?? NaN,
  entropy: row.entropy ?? NaN,
  baseline: row.baseline,
  sigma: row.sigma,
  noiseToSignal: row.noise_to_signal,
  scoreGauge: row.score_gauge,
  explainedVariance: row.explained_variance,
  valueLoss: row.value_loss,
  learningRate: row.learning_rate,
  clipFraction: row.clip_fraction,
  stepScale: row.step_scale,
  clippedActions: row.clipped_actions,
  wallTimeMs: row.wall_time_ms,
})

export function createUpdateStore(db: Db) {
  const insert = db.prepare(
    `INSERT INTO updates (run_id, ${updateColumns.join(', ')})
     VALUES (?, ${updateColumns.map(() => '?').join(', ')})`,
  )
  const selectPage = db.prepare<[number, number, number], UpdateRow>(
    `SELECT * FROM updates WHERE run_id = ? AND update_index > ? ORDER BY update_index LIMIT ?`,
  )
  const selectCount = db
    .prepare<[number], number>(`SELECT count(*) FROM updates WHERE run_id = ?`)
    .pluck()

  return {
    add(runId: number, updates: readonly StoredUpdate[]): void {
      for (const update of updates) insert.run(runId, ...updateCells(update))
    },

    /** Updates after `afterIndex` (−1: from the first), in order, at most `limit`. */
    page: (runId: number, afterIndex: number, limit: number): StoredUpdate[] =>
      selectPage.all(runId, afterIndex, limit).map(toUpdate),

    count: (runId: number): number => selectCount.get(runId)!,
  }
}
