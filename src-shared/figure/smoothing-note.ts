import { metricDefinitions, type Metric } from '../metrics.ts'
import { smoothingWindows } from './curve-series.ts'
import { rowOf } from './runs-figure.ts'

/** What bold and pale lines of several charts show, said once for all of them. */
export function smoothingNote(metrics: readonly Metric[], smooths = true): string {
  const raw =
    'single values, or means and ranges of neighbouring ones where a point stands for several'
  const isSmoothed = (metric: Metric) => smooths && smoothingWindows[metric] > 1
  const windows = new Set(
    metrics.filter(isSmoothed).map((metric) => `${smoothingWindows[metric]} ${rowOf(metric)}s`),
  )
  if (windows.size === 0) return `Lines: ${raw}; nothing is smoothed`
  const plain = metrics.filter((metric) => !isSmoothed(metric))
  const exception = plain.length
    ? ` (not of ${plain.map((metric) => lowerFirst(metricDefinitions[metric].label)).join(', ')})`
    : ''
  return `Bold: mean of the last ${[...windows].join(' or ')}${exception}; pale: ${raw}`
}

/** Of a label inside a sentence; a sign such as KL stays. */
const lowerFirst = (label: string) =>
  /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
