import type { ScaleKind } from '#shared/figure/range.ts'
import { paddedRange, type Range } from '#shared/figure/range.ts'
import type { Threshold } from '#shared/figure/threshold.ts'
import type { ChartLine } from './chart-data.ts'

/** Everything the lines draw, those values alone that lie within `horizontal`; null: everywhere. */
function drawnValues(lines: readonly ChartLine[], horizontal: Range | null): number[] {
  const values: number[] = []
  for (const { points, members = [] } of lines) {
    points.forEach(({ x, mean, minimum, maximum, smoothed }, i) => {
      if (horizontal && (x < horizontal.min || x > horizontal.max)) return
      values.push(mean, minimum, maximum, smoothed)
      for (const member of members) values.push(member[i]!)
    })
  }
  return values.filter(Number.isFinite)
}

/**
 * The vertical axis: what is drawn, threshold included, and a small margin; null: nothing is drawn.
 * It crosses zero only with the data. Of a part of the lines it shows that part, and the threshold
 * only where all is shown.
 */
export function verticalRange(
  lines: readonly ChartLine[],
  threshold: Threshold | null,
  scale: ScaleKind = 'linear',
  horizontal: Range | null = null,
): Range | null {
  const values = drawnValues(lines, horizontal)
  if (values.length === 0) return null
  return paddedRange(threshold && !horizontal ? [...values, threshold.value] : values, scale)
}

/** Whether a logarithmic axis has a place for everything that is drawn. */
export function isPositive(lines: readonly ChartLine[]): boolean {
  const values = drawnValues(lines, null)
  return values.length > 0 && values.every((value) => value > 0)
}

export type { Range }
