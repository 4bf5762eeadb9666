import type { ChartLine } from './chart-data.ts'
import { nearestIndex } from './nearest-index.ts'

/** What one line holds where another chart of the page is read. */
export interface LinkedValue {
  readonly label: string
  readonly color: string
  readonly value: number
}

/** Each line's bold value nearest to `x`; lines that do not come within `reach` of it have none. */
export function linkedValues(lines: readonly ChartLine[], x: number, reach: number): LinkedValue[] {
  return lines.flatMap(({ label, color, points }) => {
    const point =
      points[
        nearestIndex(
          points.map((each) => each.x),
          x,
        )
      ]
    const [first, last] = [points[0], points.at(-1)]
    if (!point || x < first!.x - reach || x > last!.x + reach) return []
    return [{ label, color, value: point.smoothed }]
  })
}
