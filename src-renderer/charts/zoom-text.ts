import { horizontalAxis, shortNumber } from '#shared/figure/axes.ts'
import type { Range } from '#shared/figure/range.ts'
import {
  isHorizontalAxis,
  metricDefinitions,
  type HorizontalAxis,
  type Metric,
} from '#shared/metrics.ts'
import { formatCount } from '#renderer/format/number.ts'
import type { Zoom } from './zoom.ts'

const units: Readonly<Record<HorizontalAxis, string>> = {
  episodes: 'episodes',
  environmentSteps: 'steps',
  updates: 'updates',
  wallTimeMs: '',
}

/** `12,000–48,000 of 1,000,000 steps`, `0.2–0.5 of 0.1–0.69 nats`; null: everything is shown. */
export function zoomText(zoom: Zoom, whole: Range, x: HorizontalAxis | Metric): string | null {
  if (!zoom) return null
  if (!isHorizontalAxis(x)) {
    const [from, to, least, most] = [zoom.min, zoom.max, whole.min, whole.max].map((value) =>
      shortNumber(value),
    )
    return `${from}–${to} of ${least}–${most} ${metricDefinitions[x].unit ?? ''}`.trimEnd()
  }
  const { title, scale } = horizontalAxis(x, whole.max)
  const unit = units[x] || /\((.+)\)/.exec(title)![1]!
  const format = x === 'wallTimeMs' ? shortNumber : formatCount
  const [from, to, all] = [zoom.min, zoom.max, whole.max].map((value) => format(value * scale))
  return `${from}–${to} of ${all} ${unit}`
}
