import type { Rng } from '../rng.ts'
import { quantile } from './location.ts'

export interface Interval {
  readonly lower: number
  readonly upper: number
}

export interface BootstrapOptions {
  readonly rng: Rng
  /** How often the runs are drawn anew. */
  readonly resamples?: number
  /** Share of the resamples inside the interval. */
  readonly confidence?: number
}

export const DEFAULT_RESAMPLES = 2000
export const DEFAULT_CONFIDENCE = 0.95

/**
 * The percentile interval of a statistic by a stratified bootstrap (Efron 1979; strata as in Agarwal et
 * al. 2021). A stratum holds the scores of one group or one task; each is drawn anew from itself, with
 * replacement and as large as it is, so that no resample has more runs of a group than there were.
 */
export function bootstrapInterval(
  strata: readonly ArrayLike<number>[],
  statistic: (resampled: readonly Float64Array[]) => number,
  { rng, resamples = DEFAULT_RESAMPLES, confidence = DEFAULT_CONFIDENCE }: BootstrapOptions,
): Interval {
  const resampled = strata.map((stratum) => new Float64Array(stratum.length))
  const statistics = new Float64Array(resamples)
  for (let r = 0; r < resamples; r++) {
    strata.forEach((stratum, s) => draw(stratum, resampled[s]!, rng))
    statistics[r] = statistic(resampled)
  }
  return percentileInterval(statistics, confidence)
}

/** The interval of a statistic of one group. */
export const bootstrapOne = (
  scores: ArrayLike<number>,
  statistic: (resampled: Float64Array) => number,
  options: BootstrapOptions,
): Interval => bootstrapInterval([scores], ([resampled]) => statistic(resampled!), options)

function draw(from: ArrayLike<number>, into: Float64Array, rng: Rng): void {
  for (let i = 0; i < into.length; i++) into[i] = from[Math.floor(rng.uniform() * from.length)]!
}

/** Sorts its argument in place. */
export function percentileInterval(statistics: Float64Array, confidence: number): Interval {
  statistics.sort()
  const outside = (1 - confidence) / 2
  return { lower: quantile(statistics, outside), upper: quantile(statistics, 1 - outside) }
}

/** Which runs each resample consists of: row r has n indices. For statistics of whole curves. */
export function resampleIndices(runs: number, resamples: number, rng: Rng): Uint32Array {
  const indices = new Uint32Array(runs * resamples)
  for (let i = 0; i < indices.length; i++) indices[i] = Math.floor(rng.uniform() * runs)
  return indices
}
