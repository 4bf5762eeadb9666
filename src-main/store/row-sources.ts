import { updateMetrics, type HorizontalAxis, type Metric } from '#shared/metrics.ts'
import { metricColumns } from './update-columns.ts'

/** The rows of a run that hold numbers to be drawn. */
export interface RowSource {
  readonly table: 'episodes' | 'updates'
  readonly index: 'episode_index' | 'update_index'
  /** Episodes of the run up to the end of a row. */
  readonly episodes: string
  readonly columns: readonly string[]
}

const episodeColumns = { episodeReturn: 'episode_return', length: 'length' } as const

export const rowSources: Readonly<Record<RowSource['table'], RowSource>> = {
  episodes: {
    table: 'episodes',
    index: 'episode_index',
    episodes: 'episode_index + 1',
    columns: Object.values(episodeColumns),
  },
  updates: {
    table: 'updates',
    index: 'update_index',
    episodes: 'episodes',
    columns: updateMetrics.map((metric) => metricColumns[metric]),
  },
}

/** Where a metric is stored. */
export const sourceOf = (metric: Metric): { source: RowSource; column: string } =>
  metric === 'episodeReturn' || metric === 'length'
    ? { source: rowSources.episodes, column: episodeColumns[metric] }
    : { source: rowSources.updates, column: metricColumns[metric] }

const storedAxes = {
  environmentSteps: 'environment_steps',
  wallTimeMs: 'wall_time_ms',
} as const

/** Where a row lies on an axis. Of episodes only their number is known on the axis of updates. */
export const rowAxis = ({ table, index, episodes }: RowSource, x: HorizontalAxis): string =>
  x === 'episodes' || x === 'updates'
    ? table === 'updates' && x === 'updates'
      ? `${index} + 1`
      : episodes
    : storedAxes[x]

/** The same of the last row of a block in the summaries. */
export const blockAxis = ({ table }: RowSource, x: HorizontalAxis): string =>
  x === 'episodes' || x === 'updates'
    ? table === 'updates' && x === 'updates'
      ? '(block + 1) * size'
      : 'episodes'
    : storedAxes[x]

/** A curve is drawn and crosses wires as JSON: neither knows infinity. NULL fails the test too. */
export const isFinite = (column: string): string => `abs(${column}) <= 1.7976931348623157e308`
