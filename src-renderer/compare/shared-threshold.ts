import { describeEnvironment } from '#shared/environments.ts'
import type { Metric } from '#shared/metrics.ts'
import type { Run } from '#shared/run.ts'
import type { Threshold } from '#renderer/charts/chart-data.ts'

/** The return from which on the environment of all runs counts as solved, if they share one. */
export function sharedThreshold(
  runs: readonly Pick<Run, 'config'>[],
  metric: Metric,
): Threshold | null {
  const values = new Set(
    runs.map(({ config }) => describeEnvironment(config.environment).solvedReturn),
  )
  const [value] = values
  return metric === 'episodeReturn' && values.size === 1 && typeof value === 'number'
    ? { value, label: `solved at ${value}` }
    : null
}
