import { DEFAULT_CONFIDENCE, DEFAULT_RESAMPLES } from './bootstrap.ts'
import { percentileInterval, resampleIndices, type BootstrapOptions } from './bootstrap.ts'
import type { Statistic } from './location.ts'

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
  const resampled = new Float64Array(runs)
  const value: number[] = []
  const lower: number[] = []
  const upper: number[] = []
  for (const x of grid) {
    curves.forEach((curve, i) => (values[i] = interpolate(curve, x, afterEnd)))
    const statistics = new Float64Array(resamples)
    for (let r = 0; r < resamples; r++) {
      for (let i = 0; i < runs; i++) resampled[i] = values[indices[r * runs + i]!]!
      statistics[r] = statistic(resampled)
    }
    const interval = percentileInterval(statistics, confidence)
    value.push(statistic(values))
    lower.push(interval.lower)
    upper.push(interval.upper)
    yield
  }
  return { x: grid, value, lower, upper }
}
