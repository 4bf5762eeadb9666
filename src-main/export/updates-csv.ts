import type { StoredUpdate } from '#shared/metrics.ts'
import type { CsvTable } from './csv.ts'

/** One row per change of the parameters. */
export const updatesTable: CsvTable<StoredUpdate> = {
  section: 'updates',
  columns: [
    'update_index',
    'episodes',
    'environment_steps',
    'mean_return',
    'gradient_norm',
    'gradient_covariance_trace',
    'kl',
    'entropy',
    'baseline',
    'sigma',
    'wall_time_ms',
  ],
  page: (store, runId, afterIndex, limit) => store.updates.page(runId, afterIndex, limit),
  toCells: (update) => [
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
  ],
}
