import type { Curve } from '../curve.ts'
import type { Metric } from '../metrics.ts'
import type { FigurePoint } from './figure.ts'

/** Rows a smoothed line looks back on: 100 episodes, as in the definition of solved; 1: no noise to smooth. */
export const smoothingWindows: Readonly<Record<Metric, number>> = {
  episodeReturn: 100,
  length: 100,
  meanReturn: 10,
  gradientNorm: 10,
  gradientCovarianceTrace: 10,
  kl: 10,
  entropy: 1,
  baseline: 1,
  sigma: 1,
  noiseToSignal: 10,
  scoreGauge: 10,
  explainedVariance: 10,
  valueLoss: 10,
  learningRate: 1,
  clipFraction: 10,
  stepScale: 1,
  clippedActions: 10,
}

/** One bucket of a curve and the smoothed value over it. */
export interface CurvePoint {
  readonly x: number
  readonly mean: number
  readonly minimum: number
  readonly maximum: number
  /** Rows in the bucket. */
  readonly count: number
  /** Mean of the last `window` rows up to and including this bucket. */
  readonly smoothed: number
}

/** As a figure draws it: its mean within a band. */
export const bandPoint = ({ x, mean, minimum, maximum, count }: CurvePoint): FigurePoint => ({
  x,
  value: mean,
  lower: minimum,
  upper: maximum,
  count,
})

/**
 * Mean over the last `window` rows at the end of each bucket; of all rows while there are fewer.
 * Exact while buckets hold one row. Where the window begins inside a bucket, the rows it takes from
 * there count with that bucket's mean.
 */
export function movingMean(curve: Pick<Curve, 'mean' | 'count'>, window: number): number[] {
  const { mean, count } = curve
  return mean.map((_, last) => {
    let rows = 0
    let sum = 0
    for (let i = last; i >= 0 && rows < window; i--) {
      const taken = Math.min(count[i]!, window - rows)
      sum += taken * mean[i]!
      rows += taken
    }
    return rows > 0 ? sum / rows : Number.NaN
  })
}

/** The points of a curve with their smoothed values; `xScale` turns the axis into its shown unit. */
export function curveSeries(curve: Curve, window: number, xScale = 1): CurvePoint[] {
  const smoothed = movingMean(curve, window)
  return curve.x.map((x, i) => ({
    x: x * xScale,
    mean: curve.mean[i]!,
    minimum: curve.minimum[i]!,
    maximum: curve.maximum[i]!,
    count: curve.count[i]!,
    smoothed: smoothed[i]!,
  }))
}

/**
 * What the bold line shows; null: nothing beyond the raw means, because nothing is smoothed or every
 * curve has buckets longer than the window.
 */
export function smoothingLabel(
  curves: readonly Pick<Curve, 'count'>[],
  window: number,
  row: 'episode' | 'update',
): string | null {
  const isLonger = curves.map(({ count }) => largest(count) > window)
  if (window === 1 || (isLonger.length > 0 && isLonger.every(Boolean))) return null
  const label = `mean of the last ${window} ${row}s`
  return isLonger.some(Boolean) ? `${label}, or of all a point stands for` : label
}

/** What the pale line and band show. */
export function rawLabel(curves: readonly Pick<Curve, 'count'>[], row: 'episode' | 'update') {
  const longest = curves.reduce((most, { count }) => Math.max(most, largest(count)), 0)
  return longest > 1 ? `mean and range of up to ${longest} neighbouring ${row}s` : `single ${row}s`
}

const largest = (values: readonly number[]) =>
  values.reduce((most, value) => Math.max(most, value), 0)
