import type { StoredUpdate } from '#shared/metrics.ts'
import type { Db } from './database.ts'

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
  wallTimeMs: row.wall_time_ms,
})

export function createUpdateStore(db: Db) {
  const insert = db.prepare(
    `INSERT INTO updates (run_id, update_index, episodes, environment_steps, mean_return,
                          gradient_norm, gradient_covariance_trace, kl, entropy, baseline, sigma, wall_time_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const selectPage = db.prepare<[number, number, number], UpdateRow>(
    `SELECT * FROM updates WHERE run_id = ? AND update_index > ? ORDER BY update_index LIMIT ?`,
  )
  const selectCount = db
    .prepare<[number], number>(`SELECT count(*) FROM updates WHERE run_id = ?`)
    .pluck()

  return {
    add(runId: number, updates: readonly StoredUpdate[]): void {
      for (const update of updates) {
        insert.run(
          runId,
          update.index,
          update.episodes,
          update.environmentSteps,
          update.meanReturn,
          update.gradientNorm,
          update.gradientCovarianceTrace,
          update.kl,
          update.entropy,
          update.baseline,
          update.sigma,
          update.wallTimeMs,
        )
      }
    },

    /** Updates after `afterIndex` (−1: from the first), in order, at most `limit`. */
    page: (runId: number, afterIndex: number, limit: number): StoredUpdate[] =>
      selectPage.all(runId, afterIndex, limit).map(toUpdate),

    count: (runId: number): number => selectCount.get(runId)!,
  }
}
