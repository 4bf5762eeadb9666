import { updateMetrics, type StoredUpdate, type UpdateMetric } from '#shared/metrics.ts'

/** The column of each number of an update, in the order in which tables and exports have them. */
export const metricColumns: Readonly<Record<UpdateMetric, string>> = {
  meanReturn: 'mean_return',
  gradientNorm: 'gradient_norm',
  gradientCovarianceTrace: 'gradient_covariance_trace',
  kl: 'kl',
  entropy: 'entropy',
  baseline: 'baseline',
  sigma: 'sigma',
  noiseToSignal: 'noise_to_signal',
  scoreGauge: 'score_gauge',
  explainedVariance: 'explained_variance',
  valueLoss: 'value_loss',
  learningRate: 'learning_rate',
  clipFraction: 'clip_fraction',
  stepScale: 'step_scale',
  clippedActions: 'clipped_actions',
}

/** Columns of one update; the run it belongs to is apart. */
export const updateColumns: readonly string[] = [
  'update_index',
  'episodes',
  'environment_steps',
  ...updateMetrics.map((metric) => metricColumns[metric]),
  'wall_time_ms',
]

/** An update's cells, in the order of `updateColumns`. */
export const updateCells = (update: StoredUpdate): (number | null)[] => [
  update.index,
  update.episodes,
  update.environmentSteps,
  ...updateMetrics.map((metric) => update[metric]),
  update.wallTimeMs,
]
