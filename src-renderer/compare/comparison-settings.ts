import * as z from 'zod'
import { intervalMethods, locations } from '#shared/comparison.ts'
import { horizontalAxes, isHorizontalAxis, metrics, type Metric } from '#shared/metrics.ts'

/** What a comparison may be drawn against: how far training is, or a metric. */
export const panelAxes = [...horizontalAxes, ...metrics] as const
export type PanelAxis = (typeof panelAxes)[number]

export { isHorizontalAxis as isTime }

export const MOST_PANELS = 12

const axis = z.enum(panelAxes)

/** What a person chose for the Compare page, whatever is compared. */
export const comparisonSettings = z.object({
  panels: z.array(z.enum(metrics)).min(1).max(MOST_PANELS).catch(['episodeReturn']),
  /** Paths of the fields that runs are named by; null: whatever tells them apart shortly. */
  labelFields: z.array(z.string()).nullable().catch(null),
  runs: z
    .object({ x: axis.catch('episodes'), smooths: z.boolean().catch(true) })
    .catch({ x: 'episodes', smooths: true }),
  groups: z
    .object({
      x: axis.catch('environmentSteps'),
      smooths: z.boolean().catch(false),
      location: z.enum(locations).catch('interquartileMean'),
      showsMembers: z.boolean().catch(false),
      /** Whether ended runs keep their last value. */
      holds: z.boolean().catch(false),
      intervals: z.enum(intervalMethods).catch('small-sample'),
    })
    .catch({
      x: 'environmentSteps',
      smooths: false,
      location: 'interquartileMean',
      showsMembers: false,
      holds: false,
      intervals: 'small-sample',
    }),
})
export type ComparisonSettings = z.infer<typeof comparisonSettings>

/** The panels with one more: the first metric that is not shown yet. */
export const withPanel = (panels: readonly Metric[]): Metric[] => {
  const next = metrics.find((metric) => !panels.includes(metric))
  return next && panels.length < MOST_PANELS ? [...panels, next] : [...panels]
}
