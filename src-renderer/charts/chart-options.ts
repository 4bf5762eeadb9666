import type { ChartOptions, Plugin, Scale, TooltipItem } from 'chart.js'
import type { ScaleKind } from '#shared/figure/range.ts'
import type { Theme } from '#shared/figure/palette.ts'
import { shortNumber, tickLabels } from '#shared/figure/axes.ts'
import { logarithmicTicks } from '#shared/figure/ticks.ts'
import type { DrawnPoint } from './chart-data.ts'
import type { CurvePoint } from '#shared/figure/curve-series.ts'
import type { Range } from './vertical-range.ts'

interface ChartColors {
  readonly text: string
  readonly grid: string
  readonly threshold: string
  readonly tooltip: string
  readonly tooltipText: string
}

export const chartColors: Readonly<Record<Theme, ChartColors>> = {
  light: {
    text: '#52525b',
    grid: '#e4e4e7',
    threshold: '#71717a',
    tooltip: '#18181bf2',
    tooltipText: '#fafafa',
  },
  dark: {
    text: '#a1a1aa',
    grid: '#2e2e33',
    threshold: '#a1a1aa',
    tooltip: '#f4f4f5f2',
    tooltipText: '#18181b',
  },
}

interface Titles {
  readonly x: string
  readonly y: string
  /** What a point holds beside its smoothed value, in words. */
  readonly describe: (point: CurvePoint) => string
}

/** What the axes show. */
interface Extent {
  readonly horizontal: Range
  readonly vertical: Range | null
  readonly xScale?: ScaleKind
  readonly yScale?: ScaleKind
  /** Whether what the horizontal axis shows is counted, so that it has no ticks between whole numbers. */
  readonly isCounted?: boolean
}

/** "#3: 210.4" and, under it, what the pale band holds at this place. */
function tooltipLines({ dataset, raw }: TooltipItem<'line'>, describe: Titles['describe']) {
  const { point } = raw as DrawnPoint
  if (!point) return []
  return [`${dataset.label}: ${shortNumber(point.smoothed)}`, `   ${describe(point)}`]
}

/** What the bucket under a point of a run's curve holds; `row`: what its rows are. */
export const describeBucket =
  (row: 'episode' | 'update') =>
  ({ mean, minimum, maximum, count }: CurvePoint): string =>
    count === 1
      ? `this ${row}: ${shortNumber(mean)}`
      : `${count} ${row}s: mean ${shortNumber(mean)}, ${shortNumber(minimum)} to ${shortNumber(maximum)}`

const isRound = (value: number) => value === Number(value.toPrecision(2))

/** Fewer numbers than these do not tell how a logarithmic axis runs. */
const FEWEST_LABELS = 3

/** On a logarithmic axis 1, 2 and 5 of every power of ten are enough to read it by. */
const isLabelled = (value: number, kind: ScaleKind): boolean =>
  kind === 'linear' || /^[125](\.0*)?e/.test(value.toExponential(3))

/** Writes the numbers beside an axis: with as many digits as tell its ticks apart. */
const axisTick =
  (kind: ScaleKind) =>
  (value: string | number, index: number, ticks: readonly { readonly value: number }[]) => {
    const labelled = ticks.filter((tick) => isLabelled(tick.value, kind))
    const isShown =
      labelled.length < FEWEST_LABELS ? isRound(Number(value)) : isLabelled(Number(value), kind)
    return isShown ? tickLabels(ticks.map((tick) => tick.value))[index]! : ''
  }

/** A logarithmic axis of two powers of ten or fewer has room for this many numbers on the smallest chart. */
const MOST_LOGARITHMIC = 8

/** The ticks of a logarithmic axis are those that have a number: none is dropped for one that has not. */
function setLogarithmicTicks(axis: Pick<Scale, 'min' | 'max' | 'ticks'>): void {
  const values = logarithmicTicks(axis, MOST_LOGARITHMIC)
  axis.ticks = values.map((value) => ({ value }))
}

/** One axis of a chart: `most` ticks at the most, more on a logarithmic one. */
export const axisOptions = (
  type: ScaleKind,
  text: string,
  most: number,
  theme: Theme,
  font: { readonly size: number },
  isCounted = false,
) => {
  const colors = chartColors[theme]
  return {
    type,
    title: { display: text !== '', text, color: colors.text, font },
    grid: { color: colors.grid, tickColor: colors.grid },
    border: { color: colors.grid },
    ...(type === 'logarithmic' && { afterBuildTicks: setLogarithmicTicks }),
    ticks: {
      color: colors.text,
      font,
      maxTicksLimit: type === 'linear' ? most : Math.max(most, MOST_LOGARITHMIC),
      maxRotation: 0,
      includeBounds: false,
      ...(isCounted && { precision: 0 }),
      callback: axisTick(type),
    },
  }
}

/** How the box looks that says what lies under the pointer. */
export const tooltipStyle = (theme: Theme, font: { readonly size: number }) => ({
  backgroundColor: chartColors[theme].tooltip,
  titleColor: chartColors[theme].tooltipText,
  bodyColor: chartColors[theme].tooltipText,
  titleFont: font,
  bodyFont: font,
  padding: 8,
  caretSize: 0,
  cornerRadius: 4,
  boxWidth: 8,
  boxHeight: 2,
})

export function chartOptions(
  titles: Titles,
  { horizontal, vertical, xScale = 'linear', yScale = 'linear', isCounted = false }: Extent,
  theme: Theme,
  isSmall: boolean,
): ChartOptions<'line'> {
  const font = { size: isSmall ? 10 : 11 }
  const scale = (type: ScaleKind, text: string, most: number, isCounted = false) =>
    axisOptions(type, text, most, theme, font, isCounted)
  return {
    animation: false,
    parsing: false,
    normalized: true,
    responsive: true,
    maintainAspectRatio: false,
    events: ['mousemove', 'mouseout', 'touchstart', 'touchmove'],
    interaction: { mode: 'nearestPerLine', intersect: false },
    scales: {
      x: { ...scale(xScale, titles.x, isSmall ? 4 : 9, isCounted), ...horizontal },
      y: { ...scale(yScale, titles.y, isSmall ? 6 : 8), ...vertical },
    },
    plugins: {
      tooltip: {
        ...tooltipStyle(theme, font),
        callbacks: {
          title: ([first]) => (first ? `${titles.x} ${shortNumber(first.parsed.x ?? 0)}` : ''),
          label: (item) => tooltipLines(item, titles.describe),
          labelColor: ({ dataset }) => ({
            borderColor: String(dataset.borderColor),
            backgroundColor: String(dataset.borderColor),
          }),
        },
      },
    },
  }
}

/** A thin vertical line where the pointer reads the chart. */
export const readingLine: Plugin<'line'> = {
  id: 'readingLine',
  afterDatasetsDraw({ ctx, chartArea, tooltip }) {
    const active = tooltip?.getActiveElements()[0]
    if (!active) return
    ctx.save()
    ctx.strokeStyle = String(tooltip.options.backgroundColor)
    ctx.lineWidth = 0.5
    ctx.beginPath()
    ctx.moveTo(active.element.x, chartArea.top)
    ctx.lineTo(active.element.x, chartArea.bottom)
    ctx.stroke()
    ctx.restore()
  },
}
