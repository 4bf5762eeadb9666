import type { ChartLine, Threshold } from './chart-data.ts'

/** Free space above and below what is drawn, as a share of its height. */
const MARGIN = 0.04

export interface Range {
  readonly min: number
  readonly max: number
}

/**
 * The vertical axis: what is drawn, threshold included, and a small margin; null: nothing is drawn.
 * It crosses zero only with the data.
 */
export function verticalRange(
  lines: readonly ChartLine[],
  threshold: Threshold | null,
): Range | null {
  let [lowest, highest] = [Infinity, -Infinity]
  const include = (value: number) => {
    if (!Number.isFinite(value)) return
    lowest = Math.min(lowest, value)
    highest = Math.max(highest, value)
  }
  for (const { points, members = [] } of lines) {
    for (const values of members) values.forEach(include)
    for (const { mean, minimum, maximum, smoothed } of points) {
      for (const value of [mean, minimum, maximum, smoothed]) include(value)
    }
  }
  if (lowest > highest) return null
  if (threshold) include(threshold.value)

  const margin = MARGIN * (highest - lowest) || 0.1 * Math.abs(highest) || 1
  return {
    min: lowest >= 0 ? Math.max(0, lowest - margin) : lowest - margin,
    max: highest < 0 ? Math.min(0, highest + margin) : highest + margin,
  }
}
