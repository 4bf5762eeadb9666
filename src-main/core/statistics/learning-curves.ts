import { DEFAULT_CONFIDENCE, DEFAULT_RESAMPLES } from './bootstrap.ts'
import { percentileInterval, resampleIndices, type BootstrapOptions } from './bootstrap.ts'
import { droppedAtEnds, type Statistic } from './location.ts'

/** Points of one run's curve; x grows. */
export interface CurvePoints {
  readonly x: readonly number[]
  readonly y: readonly number[]
}

/** What a curve is worth after its last point: nothing, or its last value. */
export type AfterEnd = 'end' | 'hold'

/** Curves of a group on one grid, reduced to a statistic and its band at every grid point. */
export interface AggregatedCurve {
  readonly x: readonly number[]
  readonly value: readonly number[]
  /** Pointwise percentile bootstrap band over whole runs. */
  readonly lower: readonly number[]
  readonly upper: readonly number[]
}

/** The curve at x, linear between its points; NaN outside of them, but for `hold` after the last. */
export function interpolate({ x, y }: CurvePoints, at: number, afterEnd: AfterEnd): number {
  const last = x.length - 1
  if (last < 0 || at < x[0]!) return NaN
  if (at >= x[last]!) return at === x[last] || afterEnd === 'hold' ? y[last]! : NaN
  let low = 0
  let high = last
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (x[middle]! <= at) low = middle
    else high = middle
  }
  const share = (at - x[low]!) / (x[high]! - x[low]!)
  return y[low]! + share * (y[high]! - y[low]!)
}

/**
 * `points` places at equal distances where every run has a value: from the latest first point to the
 * earliest last one, or with `hold` to the latest last one; only from `from` to `to`. Empty when there is no such place.
 */
export function commonGrid(
  curves: readonly CurvePoints[],
  points: number,
  afterEnd: AfterEnd,
  from = -Infinity,
  to = Infinity,
): number[] {
  if (curves.length === 0 || curves.some(({ x }) => x.length === 0)) return []
  const first = Math.max(from, ...curves.map(({ x }) => x[0]!))
  const ends = curves.map(({ x }) => x.at(-1)!)
  const last = Math.min(to, afterEnd === 'hold' ? Math.max(...ends) : Math.min(...ends))
  if (last < first) return []
  if (last === first) return [first]
  return Array.from({ length: points }, (_, i) =>
    i === points - 1 ? last : first + ((last - first) * i) / (points - 1),
  )
}

/**
 * Runs whose episodes end at different steps are first brought onto one grid, then aggregated at each
 * of its points. Runs are drawn anew as wholes, the same ones at all points. Yields between points.
 */
export function* aggregateCurves(
  curves: readonly CurvePoints[],
  grid: readonly number[],
  afterEnd: AfterEnd,
  statistic: Statistic,
  { rng, resamples = DEFAULT_RESAMPLES, confidence = DEFAULT_CONFIDENCE }: BootstrapOptions,
): Generator<void, AggregatedCurve> {
  const runs = curves.length
  const indices = resampleIndices(runs, resamples, rng)
  const values = new Float64Array(runs)
  const statistics = new Float64Array(indices.length / Math.max(1, runs))
  const resample = resampler(indices, runs, statistic)
  const value: number[] = []
  const lower: number[] = []
  const upper: number[] = []
  for (const x of grid) {
    curves.forEach((curve, i) => (values[i] = interpolate(curve, x, afterEnd)))
    resample(values, statistics)
    const interval = percentileInterval(statistics, confidence)
    value.push(statistic(values))
    lower.push(interval.lower)
    upper.push(interval.upper)
    yield
  }
  return { x: grid, value, lower, upper }
}

/** Fills in the statistic of every resample, each a row of indices. */
type Resampler = (values: Float64Array, statistics: Float64Array) => void

function resampler(indices: Uint32Array, runs: number, statistic: Statistic): Resampler {
  const dropped = droppedAtEnds(statistic, runs)
  if (dropped !== null) return trimmedResampler(indices, runs, dropped)
  const resampled = new Float64Array(runs)
  return (values, statistics) => {
    for (let r = 0; r < statistics.length; r++) {
      for (let i = 0; i < runs; i++) resampled[i] = values[indices[r * runs + i]!]!
      statistics[r] = statistic(resampled)
    }
  }
}

/**
 * The runs are sorted once instead of every resample of them: along the sorted runs, how often a resample
 * has each tells which of its scores are in the middle. The same sums in the same order, and so the same bits.
 */
function trimmedResampler(indices: Uint32Array, runs: number, dropped: number): Resampler {
  const times = new Uint16Array(indices.length)
  for (let i = 0; i < indices.length; i++) {
    const row = i - (i % runs)
    times[row + indices[i]!]!++
  }
  const order = Int32Array.from({ length: runs }, (_, run) => run)
  const sorted = new Float64Array(runs)
  const end = runs - dropped
  return (values, statistics) => {
    order.sort((a, b) => values[a]! - values[b]!)
    for (let k = 0; k < runs; k++) sorted[k] = values[order[k]!]!
    for (let r = 0; r < statistics.length; r++) {
      const row = r * runs
      let k = -1
      let after = 0
      while (after <= dropped) after += times[row + order[++k]!]!
      let sum = 0
      for (let place = dropped; ; after += times[row + order[++k]!]!) {
        const until = Math.min(after, end)
        for (; place < until; place++) sum += sorted[k]!
        if (place === end) break
      }
      statistics[r] = sum / (end - dropped)
    }
  }
}
