import type { ChartData, ChartOptions, TooltipItem } from 'chart.js'
import { figureFileName } from '#shared/figure/captions.ts'
import type { Figure } from '#shared/figure/figure.ts'
import type { ScaleKind } from '#shared/figure/range.ts'
import type { Theme } from '#shared/figure/palette.ts'
import { extent } from '#shared/figure/range.ts'
import { shortNumber } from '#shared/figure/axes.ts'
import { axisOptions, tooltipStyle } from './chart-options.ts'

export interface FunctionPoint {
  readonly x: number
  readonly y: number
}

/** A quantity as a function of another. */
export interface FunctionLine {
  readonly label: string
  readonly color: string
  readonly dash: readonly number[]
  readonly points: readonly FunctionPoint[]
}

export interface FunctionAxes {
  readonly xTitle: string
  readonly yTitle: string
  readonly xScale: ScaleKind
  readonly yScale: ScaleKind
}

const MOST_MARKED = 25

/** A logarithm has no place for what is not above 0. */
const isDrawn = ({ x, y }: FunctionPoint, { xScale, yScale }: FunctionAxes) =>
  Number.isFinite(y) && (xScale === 'linear' || x > 0) && (yScale === 'linear' || y > 0)

export const functionData = (
  lines: readonly FunctionLine[],
  axes: FunctionAxes,
): ChartData<'line', FunctionPoint[]> => ({
  datasets: lines.map(({ label, color, dash, points }) => ({
    label,
    data: points.filter((point) => isDrawn(point, axes)),
    borderColor: color,
    backgroundColor: color,
    borderDash: [...dash],
    borderWidth: 2,
    pointRadius: points.length <= MOST_MARKED ? 2.5 : 0,
    tension: 0,
    clip: 2,
  })),
})

export function functionOptions(
  { xTitle, yTitle, xScale, yScale }: FunctionAxes,
  lines: readonly FunctionLine[],
  theme: Theme,
): ChartOptions<'line'> {
  const font = { size: 11 }
  const xs = lines.flatMap(({ points }) => points.map(({ x }) => x))
  const bounds = xs.length > 0 ? { min: Math.min(...xs), max: Math.max(...xs) } : {}
  return {
    animation: false,
    parsing: false,
    responsive: true,
    maintainAspectRatio: false,
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    scales: {
      x: { ...axisOptions(xScale, xTitle, 8, theme, font), ...bounds },
      y: axisOptions(yScale, yTitle, 7, theme, font),
    },
    plugins: {
      tooltip: {
        ...tooltipStyle(theme, font),
        callbacks: {
          title: ([first]) => (first ? `${xTitle} ${shortNumber(first.parsed.x ?? 0)}` : ''),
          label: ({ dataset, parsed }: TooltipItem<'line'>) =>
            `${dataset.label}: ${shortNumber(parsed.y ?? Number.NaN)}`,
        },
      },
    },
  }
}

/** The text alternative: what is shown, and where each line ends. */
export function functionSummary(
  { xTitle, yTitle }: FunctionAxes,
  lines: readonly FunctionLine[],
): string {
  const ends = lines
    .filter(({ points }) => points.length > 0)
    .map(({ label, points }) => {
      const { x, y } = points.at(-1)!
      return `${label}: ${shortNumber(y)} at ${shortNumber(x)}`
    })
  return `${yTitle} against ${xTitle}${ends.length > 0 ? `. ${ends.join('; ')}` : '; no data yet'}`
}

/** What a function chart is about, for a figure to take out. */
export interface FigureSubject {
  readonly environment: string
  /** What a reader must know to find the same numbers again, in a sentence without its end. */
  readonly caption: string
}

/** The same as a figure to take out. */
export const functionFigure = (
  title: string,
  lines: readonly FunctionLine[],
  axes: FunctionAxes,
  { environment, caption }: FigureSubject,
): Figure => ({
  title,
  ...axes,
  horizontal: extent(lines.flatMap(({ points }) => points.map(({ x }) => x))),
  series: lines.map(({ points, ...line }) => ({
    ...line,
    points: points.filter((point) => isDrawn(point, axes)).map(({ x, y }) => ({ x, value: y })),
    isMarked: points.length <= MOST_MARKED,
  })),
  threshold: null,
  columns: { value: axes.yTitle },
  notes: [],
  caption: `${title}: ${caption}.`,
  fileName: figureFileName(environment, title, ''),
})
