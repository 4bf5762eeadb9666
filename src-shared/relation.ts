import * as z from 'zod'
import type { Range } from './figure/range.ts'
import { episodeMetrics, metrics, type Metric } from './metrics.ts'

/* One metric of a run against another: not against time, but in its order. */

export const relationRequest = z.strictObject({
  runId: z.int().positive(),
  x: z.enum(metrics),
  y: z.enum(metrics),
  maxPoints: z.int().min(2).max(2000).default(300),
  /** Only buckets whose x lies within, as fine as `maxPoints` of them allow. */
  from: z.number().optional(),
  to: z.number().optional(),
  /** Rows of the moving mean; 1: there is none. */
  window: z.int().min(1).max(1000).default(1),
})
export type RelationRequest = z.infer<typeof relationRequest>

const isOfEpisodes = (metric: Metric) => (episodeMetrics as readonly string[]).includes(metric)

/** What the rows of a relation are: updates where either metric is one of updates, else episodes. */
export const relationRow = (x: Metric, y: Metric): 'episode' | 'update' =>
  isOfEpisodes(x) && isOfEpisodes(y) ? 'episode' : 'update'

/** Buckets of neighbouring rows in the order of training; index i of every column is one bucket. */
export interface RelationPoints {
  /** Mean of each metric over the values it has in the bucket. */
  readonly x: readonly number[]
  readonly y: readonly number[]
  /** The last row of the bucket, counted from 1. */
  readonly last: readonly number[]
  /** Episodes that had finished before the bucket, and at its end. */
  readonly since: readonly number[]
  readonly episodes: readonly number[]
}

/**
 * Two metrics of a run. Where one is of episodes and the other of updates, the episodes of a bucket are
 * those that finished in its updates. A bucket in which one of them has no value is left out.
 */
export interface Relation extends RelationPoints {
  readonly row: 'episode' | 'update'
  /** Rows to a full bucket. */
  readonly rowsPerPoint: number
  /**
   * Of a part of x: which unbroken stretch of training a bucket belongs to, counted from 0. A stretch comes
   * with its neighbours on both sides, so that a line reaches the edges of the part. Of all there is one.
   */
  readonly stretch: readonly number[]
  /** How far x goes where all of it is asked for; null: nothing has both values. */
  readonly whole: Range | null
  /** Both as means of the last `window` rows at the end of each bucket of the whole run; null: nobody asked. */
  readonly smoothed: RelationPoints | null
}
