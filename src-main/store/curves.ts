import type { Curve } from '#shared/curve.ts'
import { metrics, type HorizontalAxis, type Metric, type UpdateMetric } from '#shared/metrics.ts'
import type { Db } from './database.ts'
import { metricColumns } from './update-columns.ts'

export interface CurveRequest {
  readonly runId: number
  readonly metric: Metric
  readonly x: HorizontalAxis
  readonly maxPoints: number
}

interface Source {
  readonly table: 'episodes' | 'updates'
  readonly index: 'episode_index' | 'update_index'
  readonly column: string
}

const ofEpisodes = (column: string): Source => ({
  table: 'episodes',
  index: 'episode_index',
  column,
})
const ofUpdates = (metric: UpdateMetric): Source => ({
  table: 'updates',
  index: 'update_index',
  column: metricColumns[metric],
})

const sourceOf = (metric: Metric): Source =>
  metric === 'episodeReturn'
    ? ofEpisodes('episode_return')
    : metric === 'length'
      ? ofEpisodes('length')
      : ofUpdates(metric)

function axisColumn(x: HorizontalAxis, { table }: Source): string {
  switch (x) {
    case 'episodes':
      return table === 'episodes' ? 'episode_index + 1' : 'episodes'
    case 'environmentSteps':
      return 'environment_steps'
    case 'wallTimeMs':
      return 'wall_time_ms'
  }
}

type BucketRow = [x: number, mean: number, minimum: number, maximum: number, count: number]

/** Every axis only grows along a run, so the largest x of a bucket is that of its last row. */
function prepareBuckets(db: Db, source: Source, x: HorizontalAxis) {
  const { table, index, column } = source
  return db
    .prepare<[number, number]>(
      // A curve is drawn and crosses wires as JSON: neither knows infinity. NULL fails the test too.
      `SELECT max(${axisColumn(x, source)}), avg(${column}), min(${column}), max(${column}), count(*)
       FROM ${table}
       WHERE run_id = ? AND abs(${column}) <= 1.7976931348623157e308
       GROUP BY ${index} / cast(? AS INTEGER)
       ORDER BY max(${index})`,
    )
    .raw()
}

/**
 * Rows per bucket: a power of two, so that the buckets of a growing run keep their boundaries until
 * two of them become one.
 */
function bucketSize(rows: number, maxPoints: number): number {
  let size = 1
  while (Math.ceil(rows / size) > maxPoints) size *= 2
  return size
}

export function createCurveStore(db: Db) {
  const rowCounts = {
    episodes: db
      .prepare<[number], number>(`SELECT max(episode_index) + 1 FROM episodes WHERE run_id = ?`)
      .pluck(),
    updates: db
      .prepare<[number], number>(`SELECT max(update_index) + 1 FROM updates WHERE run_id = ?`)
      .pluck(),
  }
  const buckets = new Map(
    metrics.map((metric) => [
      metric,
      {
        episodes: prepareBuckets(db, sourceOf(metric), 'episodes'),
        environmentSteps: prepareBuckets(db, sourceOf(metric), 'environmentSteps'),
        wallTimeMs: prepareBuckets(db, sourceOf(metric), 'wallTimeMs'),
      },
    ]),
  )

  return ({ runId, metric, x, maxPoints }: CurveRequest): Curve => {
    const rows = rowCounts[sourceOf(metric).table].get(runId) ?? 0
    const size = bucketSize(rows, maxPoints)
    const found = buckets.get(metric)![x].all(runId, size) as BucketRow[]
    return {
      x: found.map((row) => row[0]),
      mean: found.map((row) => row[1]),
      minimum: found.map((row) => row[2]),
      maximum: found.map((row) => row[3]),
      count: found.map((row) => row[4]),
    }
  }
}
