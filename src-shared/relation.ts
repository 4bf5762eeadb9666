import * as z from 'zod'
import { metrics } from './metrics.ts'

/* One metric of a run against another: not against time, but in its order. */

export const relationRequest = z.strictObject({
  runId: z.int().positive(),
  x: z.enum(metrics),
  y: z.enum(metrics),
  maxPoints: z.int().min(2).max(2000).default(300),
})
export type RelationRequest = z.infer<typeof relationRequest>

/**
 * Two metrics of a run over buckets of neighbouring rows, in the order of training; index i of every
 * column is one bucket. A bucket is rows of one kind: updates where either metric is one of updates,
 * else episodes. Where one is of episodes and the other of updates, the episodes of a bucket are those
 * that finished in its updates. A bucket in which one of them has no value is left out.
 */
export interface Relation {
  readonly row: 'episode' | 'update'
  /** Mean of each metric over the values it has in the bucket. */
  readonly x: readonly number[]
  readonly y: readonly number[]
  /** The last row of the bucket, counted from 1. */
  readonly last: readonly number[]
  /** Rows to a full bucket. */
  readonly rowsPerPoint: number
}
