import type { Progress } from './metrics.ts'

/**
 * A curve reduced to buckets of neighbouring rows, in order. Index i of every column is one bucket.
 * A bucket of one row has minimum = mean = maximum. Rows without a value (a null) are left out.
 */
export interface Curve {
  /** Where the bucket's last row lies on the horizontal axis. */
  readonly x: readonly number[]
  readonly mean: readonly number[]
  readonly minimum: readonly number[]
  readonly maximum: readonly number[]
  /** Rows in each bucket. */
  readonly count: readonly number[]
  /** Rows of the part with values that no chart can show; absent if there are none. */
  readonly nonFinite?: NonFinite
}

export interface NonFinite {
  /** The x of the first such row. */
  readonly x: number
  /**
   * How many are NaN. Known only for metrics that every row has: NaN is stored as NULL, like a value
   * that does not apply.
   */
  readonly notANumber: number
  /** How many are +∞ or −∞. */
  readonly infinite: number
}

/** A curve, and the numbers of its run at the same moment. */
export interface RunCurve extends Curve {
  readonly progress: Progress
}
