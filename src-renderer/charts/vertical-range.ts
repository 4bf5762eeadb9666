import { paddedRange, type Range } from '#shared/figure/range.ts'
import type { Threshold } from '#shared/figure/threshold.ts'
import type { ChartLine } from './chart-data.ts'

/**
 * The vertical axis: what is drawn, threshold included, and a small margin; null: nothing is drawn.
 * It crosses zero only with the data.
 */
export function verticalRange(
  lines: readonly ChartLine[],
  threshold: Threshold | null,
): Range | null {
  const values: number[] = []
  for (const { points, members = [] } of lines) {
    for (const member of members) values.push(...member)
    for (const { mean, minimum, maximum, smoothed } of points) {
      values.push(mean, minimum, maximum, smoothed)
    }
  }
  if (!values.some(Number.isFinite)) return null
  return paddedRange(threshold ? [...values, threshold.value] : values, 'linear')
}

export type { Range }
