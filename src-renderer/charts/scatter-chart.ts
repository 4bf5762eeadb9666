import type { ChartData, ChartOptions, PointStyle, TooltipItem } from 'chart.js'
import { shortNumber } from '#shared/figure/axes.ts'
import type { ScaleKind } from '#shared/figure/figure.ts'
import type { Theme } from '#shared/figure/palette.ts'
import type { PointShape } from '#shared/figure/point-shape.ts'
import { paddedRange } from '#shared/figure/range.ts'
import { axisOptions, tooltipStyle } from './chart-options.ts'
import type { FunctionAxes } from './function-chart.ts'

export interface ScatterPoint {
  readonly x: number
  readonly y: number
  /** Its own, where it does not have that of its series. */
  readonly color?: string
  /** What is said of it beside its place. */
  readonly text: string
}

/** Axes of points: those of what has no order name its categories, which lie at 0, 1, … */
export interface ScatterAxes extends FunctionAxes {
  readonly xCategories?: readonly string[] | null
  readonly yCategories?: readonly string[] | null
}

/** Points of one kind; joined in their order, or not. */
export interface ScatterSeries {
  readonly label: string
  readonly detail?: string
  readonly color: string
  readonly dash: readonly number[]
  readonly shape: PointShape
  readonly isConnected: boolean
  readonly points: readonly ScatterPoint[]
}

const styles: Readonly<Record<PointShape, PointStyle>> = {
  circle: 'circle',
  square: 'rect',
  triangle: 'triangle',
  diamond: 'rectRot',
  cross: 'crossRot',
}

/** A logarithm has no place for what is not above 0. */
export const isPlaced = (
  { x, y }: Pick<ScatterPoint, 'x' | 'y'>,
  { xScale, yScale }: Pick<FunctionAxes, 'xScale' | 'yScale'>,
): boolean =>
  Number.isFinite(x) &&
  Number.isFinite(y) &&
  (xScale === 'linear' || x > 0) &&
  (yScale === 'linear' || y > 0)

export const scatterData = (
  series: readonly ScatterSeries[],
  axes: ScatterAxes,
): ChartData<'line', ScatterPoint[]> => ({
  datasets: series.map(({ label, color, shape, isConnected, points }) => {
    const placed = points.filter((point) => isPlaced(point, axes))
    const colors = placed.map((point) => point.color ?? color)
    return {
      label,
      data: placed,
      showLine: isConnected,
      borderColor: color,
      borderWidth: 1,
      pointStyle: styles[shape],
      pointBackgroundColor: colors,
      pointBorderColor: colors,
      pointBorderWidth: shape === 'cross' ? 1.5 : 0,
      // Where a path ends cannot be told from its points.
      pointRadius: placed.map((_, i) => (!isConnected ? 4 : i === placed.length - 1 ? 5 : 1.5)),
      pointHoverRadius: 6,
      tension: 0,
      clip: 6,
    }
  }),
})

export function scatterOptions(
  axes: ScatterAxes,
  series: readonly ScatterSeries[],
  theme: Theme,
): ChartOptions<'line'> {
  const font = { size: 11 }
  const placed = series.flatMap(({ points }) => points.filter((point) => isPlaced(point, axes)))
  const scale = (
    kind: ScaleKind,
    title: string,
    most: number,
    values: readonly number[],
    categories: readonly string[] | null = null,
  ) => {
    const options = axisOptions(kind, title, most, theme, font)
    if (!categories) return { ...options, ...paddedRange(values, kind) }
    const callback = (value: string | number) => categories[Number(value)] ?? ''
    return {
      ...options,
      min: -0.5,
      max: categories.length - 0.5,
      ticks: { ...options.ticks, stepSize: 1, autoSkip: false, callback },
    }
  }
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    interaction: { mode: 'nearest', axis: 'xy', intersect: false },
    scales: {
      x: scale(
        axes.xScale,
        axes.xTitle,
        8,
        placed.map(({ x }) => x),
        axes.xCategories,
      ),
      y: scale(
        axes.yScale,
        axes.yTitle,
        7,
        placed.map(({ y }) => y),
        axes.yCategories,
      ),
    },
    plugins: {
      tooltip: {
        ...tooltipStyle(theme, font),
        callbacks: {
          title: () => '',
          label: (item: TooltipItem<'line'>) => {
            const { x, y, text } = item.raw as ScatterPoint
            return [
              `${item.dataset.label}: ${text}`,
              `${axes.xTitle} ${axes.xCategories?.[x] ?? shortNumber(x)}`,
              `${axes.yTitle} ${axes.yCategories?.[y] ?? shortNumber(y)}`,
            ]
          },
        },
      },
    },
  }
}

/** The text alternative: what is shown, of how many, and over which values. */
export function scatterSummary(axes: ScatterAxes, series: readonly ScatterSeries[]): string {
  const what = `${axes.yTitle} against ${axes.xTitle}`
  const drawn = series.filter(({ points }) => points.some((point) => isPlaced(point, axes)))
  if (drawn.length === 0) return `${what}; no data yet`
  const parts = drawn.map(({ label, points, isConnected }) => {
    const placed = points.filter((point) => isPlaced(point, axes))
    if (isConnected) {
      const place = ({ x, y }: ScatterPoint) => `${shortNumber(x)}, ${shortNumber(y)}`
      return `${label}: from ${place(placed[0]!)} to ${place(placed.at(-1)!)}`
    }
    return `${label}: ${placed.length} ${placed.length === 1 ? 'point' : 'points'}`
  })
  return `${what}. ${parts.join('; ')}`
}
