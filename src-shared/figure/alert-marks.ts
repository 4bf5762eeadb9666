import { alertDefinitions, type Alert, type AlertId } from '../alerts.ts'
import { formatCounted } from '../format-number.ts'
import type { HorizontalAxis, Metric } from '../metrics.ts'
import type { FigureMark } from './figure.ts'

/** Whether a chart of this number marks the alert: the learning curve marks all. */
const concerns = (id: AlertId, metric: Metric): boolean =>
  metric === 'episodeReturn' || alertDefinitions[id].subjects.includes(metric)

/** Where alerts of a run that nobody dismissed begin along an axis of this scale, for a chart of this metric. */
export function alertMarks(
  alerts: readonly Alert[],
  metric: Metric,
  axis: HorizontalAxis,
  scale: number,
): FigureMark[] {
  return alerts.flatMap(({ id, first, isNow, isDismissed }) => {
    if (!first || isDismissed || !concerns(id, metric)) return []
    const { label, definition } = alertDefinitions[id]
    const place = `${formatCounted(first.updates, 'update')}, ${formatCounted(first.episodes, 'episode')}, ${formatCounted(first.environmentSteps, 'step')}`
    const until = isNow ? '' : ', over by now'
    return [{ x: first[axis] * scale, label, detail: `from ${place}${until}. Rule: ${definition}` }]
  })
}
