import { describeEnvironment } from '../environments.ts'
import type { Metric } from '../metrics.ts'
import type { Run } from '../run.ts'

/** A horizontal line to reach, and what it is called in the legend. */
export interface Threshold {
  readonly value: number
  readonly label: string
}

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
