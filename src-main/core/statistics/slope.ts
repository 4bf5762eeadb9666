import { squareOf } from '#shared/math/square.ts'
import { criticalT } from './student-t.ts'

/** The slope of a line through points by least squares, and its interval of confidence 1 − α. */
export interface Slope {
  readonly slope: number
  readonly low: number
  readonly high: number
}

/** Null: fewer than three points, or all at one place. */
export function slopeOf(x: readonly number[], y: readonly number[], alpha: number): Slope | null {
  const count = x.length
  if (count < 3) return null
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / count
  const [middle, height] = [mean(x), mean(y)]
  const spread = x.reduce((sum, v) => sum + squareOf(v - middle), 0)
  if (spread === 0) return null
  const slope = x.reduce((sum, v, i) => sum + (v - middle) * (y[i]! - height), 0) / spread
  const residuals = y.reduce(
    (sum, v, i) => sum + squareOf(v - height - slope * (x[i]! - middle)),
    0,
  )
  const error = Math.sqrt(residuals / (count - 2) / spread)
  const reach = criticalT(alpha, count - 2) * error
  return { slope, low: slope - reach, high: slope + reach }
}
