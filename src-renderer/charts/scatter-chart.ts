import type { ChartData, ChartDataset, ChartOptions, PointStyle, TooltipItem } from 'chart.js'
import { shortNumber } from '#shared/figure/axes.ts'
import type { ScaleKind } from '#shared/figure/range.ts'
import type { Theme } from '#shared/figure/palette.ts'
import type { PointShape } from '#shared/figure/point-shape.ts'
import { isWithin, paddedRange, type Range } from '#shared/figure/range.ts'
import { faded } from './chart-data.ts'
import { axisOptions, tooltipStyle } from './chart-options.ts'
import type { FunctionAxes } from './function-chart.ts'
import type { Moment } from './moment.ts'

export interface ScatterPoint {
  readonly x: number
  readonly y: number
  /** Its own, where it does not have that of its series. */
  readonly color?: string
  /** What is said of it beside its place. */
  readonly text: string
  /** Whether the line to it from the one before is left out. */
  readonly isGap?: boolean
  /** Which moment of training it is, where points lie in its order. */
  readonly moment?: Moment
}

/** Axes of points: those of what has no order name its categories, which lie at 0, 1, … */
export interface ScatterAxes extends FunctionAxes {
  readonly xCategories?: readonly string[] | null
  readonly yCategories?: readonly string[] | null
  /** The part of x that is shown; null: all. */
  readonly horizontal?: Range | null
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
  /** A bold line over the points, which are then pale. */
  readonly path?: readonly { readonly x: number; readonly y: number }[]
}

/** What Chart.js draws; only points have a text. */
export type DrawnScatterPoint = Partial<ScatterPoint> & { readonly x: number; readonly y: number }

/** Whether a data set is of points, and not a bold line over them. */
export const isOfPoints = ({ data }: { readonly data: readonly unknown[] }): boolean =>
  (data as readonly DrawnScatterPoint[]).some(({ text }) => text !== undefined)

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

const withGaps = (points: readonly ScatterPoint[]): DrawnScatterPoint[] =>
  points.flatMap((point, i) =>
    point.isGap && i > 0 ? [{ x: Number.NaN, y: Number.NaN }, point] : [point],
  )

function datasetsOf(
  { label, color, dash, shape, isConnected, points, path = [] }: ScatterSeries,
  axes: ScatterAxes,
): ChartDataset<'line', DrawnScatterPoint[]>[] {
  const placed = withGaps(points.filter((point) => isPlaced(point, axes)))
  const isPale = path.length > 0
  const colors = placed.map((point) => (isPale ? faded(color, 0.4) : (point.color ?? color)))
  // Where a path ends cannot be told from its points; of a part the end says nothing.
  const hasEnd = isConnected && !isPale && !axes.horizontal
  const last = placed.length - 1
  const base = { label, borderColor: color, tension: 0 } as const
  const line = path.filter((point) => isPlaced(point, axes))
  return [
    {
      ...base,
      data: placed,
      showLine: isConnected && !isPale,
      borderWidth: 1,
      pointStyle: styles[shape],
      pointBackgroundColor: colors,
      pointBorderColor: colors,
      pointBorderWidth: shape === 'cross' ? 1.5 : 0,
      pointRadius: placed.map((_, i) => (!isConnected ? 4 : hasEnd && i === last ? 5 : 1.5)),
      pointHoverRadius: 6,
      clip: 6,
      order: 1,
    },
    ...(isPale
      ? [
          {
            ...base,
            data: line,
            borderDash: [...dash],
            borderWidth: 2,
            pointBackgroundColor: color,
            pointBorderWidth: 0,
            pointRadius: line.map((_, i) => (!axes.horizontal && i === line.length - 1 ? 5 : 0)),
            clip: 2,
            order: 0,
          },
        ]
      : []),
  ]
}

export const scatterData = (
  series: readonly ScatterSeries[],
  axes: ScatterAxes,
): ChartData<'line', DrawnScatterPoint[]> => ({
  datasets: series.flatMap((each) => datasetsOf(each, axes)),
})

export function scatterOptions(
  axes: ScatterAxes,
  series: readonly ScatterSeries[],
  theme: Theme,
): ChartOptions<'line'> {
  const font = { size: 11 }
  const { horizontal = null } = axes
  const placed = series
    .flatMap(({ points, path = [] }) => [...points, ...path])
    .filter((point) => isPlaced(point, axes) && isWithin(point.x, horizontal))
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
    interaction: { mode: 'nearestPoint', intersect: false },
    scales: {
      x: {
        ...scale(
          axes.xScale,
          axes.xTitle,
          8,
          placed.map(({ x }) => x),
          axes.xCategories,
        ),
        ...(horizontal ?? {}),
      },
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
