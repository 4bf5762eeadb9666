import { horizontalAxis, shortNumber } from '#shared/figure/axes.ts'
import type { HorizontalAxis } from '#shared/metrics.ts'
import { formatCount } from '#renderer/format/number.ts'
import type { Zoom } from './zoom.ts'

const units: Readonly<Record<HorizontalAxis, string>> = {
  episodes: 'episodes',
  environmentSteps: 'steps',
  updates: 'updates',
  wallTimeMs: '',
}

/** `12,000–48,000 of 1,000,000 steps`; null: everything is shown. */
export function zoomText(zoom: Zoom, most: number, x: HorizontalAxis): string | null {
  if (!zoom) return null
  const { title, scale } = horizontalAxis(x, most)
  const unit = units[x] || /\((.+)\)/.exec(title)![1]!
  const format = x === 'wallTimeMs' ? shortNumber : formatCount
  const [from, to, all] = [zoom.min, zoom.max, most].map((value) => format(value * scale))
  return `${from}–${to} of ${all} ${unit}`
}
