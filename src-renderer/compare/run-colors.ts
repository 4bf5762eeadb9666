import { tickLabels } from '#shared/figure/axes.ts'
import { noColor, rampColor } from '#shared/figure/color-ramp.ts'
import { dimensionAxis, shareOf, valueAt, type Dimension } from '#shared/figure/dimension.ts'
import type { ScaleKind } from '#shared/figure/range.ts'
import { seriesColor, type Theme } from '#shared/figure/palette.ts'

/** How runs are coloured by a dimension, and what the colours stand for. */
export interface RunColors {
  readonly title: string
  readonly colors: readonly string[]
  readonly legend: readonly { readonly label: string; readonly color: string }[]
}

/** Where along the ramp the legend tells the value. */
const STOPS = [0, 0.25, 0.5, 0.75, 1]
const MIDDLE = [0.5]

/** Numbers along a ramp, categories in the colours of series. */
export function runColors(dimension: Dimension, scale: ScaleKind, theme: Theme): RunColors {
  const { title, categories, values } = dimension
  if (categories) {
    return {
      title,
      colors: values.map((value) => seriesColor(value, theme)),
      legend: categories.map((label, i) => ({ label, color: seriesColor(i, theme) })),
    }
  }
  const axis = dimensionAxis(dimension, scale)
  const different = new Set(values.filter(Number.isFinite)).size
  // The axis of a single value reaches to both sides of it, where no run is.
  const stops = different > 1 ? STOPS : different === 1 ? MIDDLE : []
  const labels = tickLabels(
    stops.map((share) => valueAt(axis, share)),
    3,
  )
  return {
    title,
    colors: values.map((value) => rampColor(shareOf(axis, value), theme)),
    legend: [
      ...stops.map((share, i) => ({ label: labels[i]!, color: rampColor(share, theme) })),
      ...(values.some(Number.isNaN) ? [{ label: 'none', color: noColor[theme] }] : []),
    ],
  }
}
