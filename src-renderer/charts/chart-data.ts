import type { ChartData, ChartDataset } from 'chart.js'
import type { CurvePoint } from '#shared/figure/curve-series.ts'
import type { FigureTable } from '#shared/figure/csv.ts'
import type { FigureMark } from '#shared/figure/figure.ts'
import type { ScaleKind } from '#shared/figure/range.ts'
import type { Range } from '#shared/figure/range.ts'
import type { Threshold } from '#shared/figure/threshold.ts'
import { formatCount } from '#shared/format-number.ts'

/** One run's curve as it is drawn: a bold smoothed line over its pale raw values. */
export interface ChartLine {
  readonly label: string
  /** What tells it from the others, for the legend. */
  readonly detail?: string
  readonly color: string
  readonly dash: readonly number[]
  readonly points: readonly CurvePoint[]
  /** What the line stands for, drawn thin: the runs of a group, each by its values at the points. */
  readonly members?: readonly (readonly number[])[]
}

/** What Chart.js draws; a smoothed point remembers the bucket it came from. */
export interface DrawnPoint {
  readonly x: number
  readonly y: number
  readonly point?: CurvePoint
}

/** Whether a data set is a smoothed curve, and not a band, raw values, a member or the threshold. */
export const isSmoothed = ({ data }: { readonly data: readonly unknown[] }): boolean =>
  (data[0] as DrawnPoint | undefined)?.point !== undefined

/** Two hexadecimal digits of opacity behind a colour written #rrggbb. */
export const faded = (color: string, opacity: number) =>
  color +
  Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')

// A line along the edge of the chart is drawn in its full width.
const base = { clip: 2, pointRadius: 0, pointHitRadius: 0, borderWidth: 1, tension: 0 } as const

function datasetsOf(
  { label, color, dash, points }: ChartLine,
  crowd: number,
): ChartDataset<'line', DrawnPoint[]>[] {
  const line = (y: (point: CurvePoint) => number) =>
    points.map((point) => ({ x: point.x, y: y(point) }))
  const isBucketed = points.some(({ count }) => count > 1)
  // More runs, fainter bands: what lies under all of them must stay legible.
  const strength = 1 / Math.sqrt(crowd)
  return [
    { ...base, label, data: isBucketed ? line((p) => p.minimum) : [], borderWidth: 0, order: 3 },
    {
      ...base,
      label,
      data: isBucketed ? line((p) => p.maximum) : [],
      borderWidth: 0,
      backgroundColor: faded(color, 0.16 * strength),
      fill: '-1',
      order: 3,
    },
    {
      ...base,
      label,
      data: line((p) => p.mean),
      borderColor: faded(color, (isBucketed ? 0.4 : 0.32) * strength),
      order: 2,
    },
    {
      ...base,
      label,
      data: points.map((point) => ({ x: point.x, y: point.smoothed, point })),
      // A line through a single point would not be seen.
      ...(points.length === 1 && { pointRadius: 3, clip: 5 }),
      pointBackgroundColor: color,
      borderColor: color,
      borderDash: [...dash],
      borderWidth: 2,
      order: 0,
    },
  ]
}

const membersOf = ({ label, color, points, members = [] }: ChartLine) =>
  members.map((values): ChartDataset<'line', DrawnPoint[]> => ({
    ...base,
    label,
    data: points.map(({ x }, i) => ({ x, y: values[i]! })),
    borderColor: faded(color, 0.45),
    order: 2,
  }))

/** How far the longest line reaches along x; 0: there is none. */
const furthest = (lines: readonly ChartLine[]): number =>
  Math.max(0, ...lines.map(({ points }) => points.at(-1)?.x ?? 0))

/** What the horizontal axis shows: all from 0, or where it is logarithmic, from the first point. */
export function shownRange(
  lines: readonly ChartLine[],
  horizontal: Range | null,
  scale: ScaleKind,
): Range {
  const { min, max } = horizontal ?? { min: 0, max: furthest(lines) || 1 }
  if (scale === 'linear' || min > 0) return { min, max }
  const positive = lines.flatMap(({ points }) => points.find(({ x }) => x > 0)?.x ?? [])
  return { min: Math.min(max / 2, ...positive), max }
}

/** Everything a chart draws. */
export function chartData(
  lines: readonly ChartLine[],
  threshold: Threshold | null,
  thresholdColor: string,
  horizontal: Range | null = null,
): ChartData<'line', DrawnPoint[]> {
  const datasets = lines.flatMap((line) => [...datasetsOf(line, lines.length), ...membersOf(line)])
  const most = furthest(lines)
  if (threshold && most > 0) {
    datasets.push({
      ...base,
      label: threshold.label,
      data: [
        { x: horizontal?.min ?? 0, y: threshold.value },
        { x: horizontal?.max ?? most, y: threshold.value },
      ],
      borderColor: thresholdColor,
      borderDash: [2, 4],
      borderWidth: 1.5,
      order: 1,
    })
  }
  return { datasets }
}

/** What the numbers of a point are called. */
export interface PointHeads {
  readonly mean: string
  readonly minimum: string
  readonly maximum: string
  readonly count: string
}

/** The points of all lines, each with its line where there are several. */
export function lineTable(
  lines: readonly ChartLine[],
  {
    xTitle,
    smoothed,
    row,
    heads,
  }: {
    readonly xTitle: string
    /** What the smoothed values are; null: the same as the mean. */
    readonly smoothed: string | null
    readonly row: string
    /** Null: a point is the mean over rows of one run. */
    readonly heads: PointHeads | null
  },
): FigureTable {
  const isNamed = lines.length > 1
  const named = heads ?? { mean: 'mean', minimum: 'minimum', maximum: 'maximum', count: `${row}s` }
  return {
    header: [
      ...(isNamed ? [heads ? 'group' : 'run'] : []),
      xTitle,
      ...(smoothed ? [smoothed] : []),
      ...[named.mean, named.minimum, named.maximum, named.count],
    ],
    rows: lines.flatMap(({ label, points }) =>
      points.map((point) => [
        ...(isNamed ? [label] : []),
        point.x,
        ...(smoothed ? [point.smoothed] : []),
        ...[point.mean, point.minimum, point.maximum, formatCount(point.count)],
      ]),
    ),
  }
}

/** The text alternative of a chart: what it shows, of which runs, where each stands, and what is marked. */
export function chartSummary(
  title: string,
  xTitle: string,
  lines: readonly ChartLine[],
  format: (value: number) => string,
  marks: readonly FigureMark[] = [],
): string {
  const drawn = lines.filter(({ points }) => points.length > 0)
  if (drawn.length === 0) return `${title} against ${xTitle.toLowerCase()}; no data yet`
  const ends = drawn.map(({ label, points }) => {
    const { x, smoothed } = points.at(-1)!
    return `${label}: ${format(smoothed)} at ${format(x)}`
  })
  const begun = marks.map(({ label, x }) => `. Alert: ${label} from ${format(x)}`).join('')
  return `${title} against ${xTitle.toLowerCase()}. ${ends.join('; ')}${begun}`
}

export type { Threshold }

/** So few places are counted one by one. */
const FEW_PLACES = 10

/** Whether lines reach over a few whole numbers alone, such as the first episodes of a run. */
export const isCountedOut = (lines: readonly ChartLine[], { min, max }: Range): boolean =>
  max - min <= FEW_PLACES &&
  lines.every(({ points }) => points.every(({ x }) => x < min || x > max || Number.isInteger(x)))
