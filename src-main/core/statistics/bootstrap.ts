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
  const runs = strata.flatMap((stratum, s) => Array.from(stratum, (_, i) => ({ stratum, s, i })))
  const indices = drawnIndices(
    runs.map(({ stratum }) => stratum.length),
    resamples,
    rng,
  )
  const statistics = new Float64Array(indices.length / runs.length)
  for (let r = 0; r < statistics.length; r++) {
    runs.forEach(({ stratum, s, i }, place) => {
      resampled[s]![i] = stratum[indices[r * runs.length + place]!]!
    })
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

/** Sorts its argument in place. */
export function percentileInterval(statistics: Float64Array, confidence: number): Interval {
  statistics.sort()
  const outside = (1 - confidence) / 2
  return { lower: quantile(statistics, outside), upper: quantile(statistics, 1 - outside) }
}

/** Which runs each resample consists of: row r has n indices. For statistics of whole curves. */
export const resampleIndices = (runs: number, resamples: number, rng: Rng): Uint32Array =>
  drawnIndices(new Array<number>(runs).fill(runs), resamples, rng)

/** All resamples are enumerated if there are no more than those of 5 runs. */
const MAX_EXACT = 3125

/**
 * Draws rows of indices; at place p the index is below `sizes[p]`. Returns every such row if there are
 * few, so that nothing depends on chance, otherwise `resamples` random ones. A short list is repeated:
 * that keeps its shares, and percentiles do not fall between the ends of so few values.
 */
function drawnIndices(sizes: readonly number[], resamples: number, rng: Rng): Uint32Array {
  const places = sizes.length
  const all = sizes.reduce((product, size) => Math.min(product * size, MAX_EXACT + 1), 1)
  if (all > MAX_EXACT) {
    const drawn = new Uint32Array(places * resamples)
    for (let i = 0; i < drawn.length; i++) drawn[i] = Math.floor(rng.uniform() * sizes[i % places]!)
    return drawn
  }
  const count = all * Math.ceil(DEFAULT_RESAMPLES / all)
  const rows = new Uint32Array(places * count)
  for (let row = 0; row < count; row++) {
    let rest = row
    for (let place = 0; place < places; place++) {
      rows[row * places + place] = rest % sizes[place]!
      rest = Math.floor(rest / sizes[place]!)
    }
  }
  return rows
}
