import type { Curve } from '../curve.ts'
import { episodeMetrics, metricDefinitions, type HorizontalAxis, type Metric } from '../metrics.ts'
import type { Run } from '../run.ts'
import { horizontalAxis } from './axes.ts'
import {
  environmentNames,
  figureFileName,
  metricTitle,
  runsFileName,
  runsPhrase,
} from './captions.ts'
import { curveSeries, rawLabel, smoothingLabel, smoothingWindows } from './curve-series.ts'
import type { Figure, FigureMark } from './figure.ts'
import type { ScaleKind } from './range.ts'
import type { Range } from './range.ts'
import type { Threshold } from './threshold.ts'

export interface FigureRun {
  readonly run: Pick<Run, 'id' | 'configHash' | 'config'>
  readonly detail?: string
  readonly color: string
  readonly dash: readonly number[]
  readonly curve: Curve
}

interface RunsFigure {
  readonly runs: readonly FigureRun[]
  readonly metric: Metric
  readonly x: HorizontalAxis
  readonly threshold: Threshold | null
  /** In the unit of the axis. */
  readonly marks?: readonly FigureMark[]
  readonly xScale?: ScaleKind
  readonly yScale?: ScaleKind
  /** In the unit of the axis; null: all. */
  readonly horizontal?: Range | null
  /** How far the axis goes in the contract's unit, where that is more than is drawn: decides its unit. */
  readonly most?: number
  /** Whether a moving mean is drawn over the raw values. */
  readonly smooths?: boolean
}

/** What a metric's rows are. */
export const rowOf = (metric: Metric): 'episode' | 'update' =>
  (episodeMetrics as readonly string[]).includes(metric) ? 'episode' : 'update'

/** What tells the runs apart: ` #1: seed 3; #2: seed 8.`; empty: one run, or nothing short does. */
const namesOf = (runs: readonly FigureRun[]): string => {
  const named = runs.filter(({ detail }) => detail)
  return runs.length > 1 && named.length > 0
    ? ` ${named.map(({ run, detail }) => `#${run.id}: ${detail}`).join('; ')}.`
    : ''
}

/** The curves of single runs, as a page draws them: smoothed over what lies in each bucket. */
export function runsFigure({
  runs,
  metric,
  x,
  threshold,
  marks = [],
  xScale = 'linear',
  yScale = 'linear',
  horizontal = null,
  most = 0,
  smooths = true,
}: RunsFigure): Figure {
  const curves = runs.map(({ curve }) => curve)
  const axis = horizontalAxis(x, Math.max(most, ...curves.map((curve) => curve.x.at(-1) ?? 0)))
  const row = rowOf(metric)
  const window = smooths ? smoothingWindows[metric] : 1
  const smoothed = smoothingLabel(curves, window, row)
  const raw = rawLabel(curves, row)
  const isBucketed = curves.some(({ count }) => count.some((rows) => rows > 1))
  const all = runs.map(({ run }) => run)
  const { label } = metricDefinitions[metric]
  return {
    title: `${label} against ${axis.title.toLowerCase()}`,
    xTitle: axis.title,
    yTitle: metricTitle(metric),
    xScale,
    yScale,
    horizontal,
    series: runs.map(({ run, detail = '', color, dash, curve }) => ({
      label: `#${run.id}`,
      detail,
      color,
      dash,
      points: curveSeries(curve, window, axis.scale).map((point) => ({
        x: point.x,
        value: point.mean,
        ...(smoothed === null ? {} : { smoothed: point.smoothed }),
        lower: point.minimum,
        upper: point.maximum,
        count: point.count,
      })),
    })),
    threshold,
    marks,
    columns: {
      value: 'mean',
      ...(smoothed === null ? {} : { smoothed: `mean of the last ${window} ${row}s` }),
      lower: 'minimum',
      upper: 'maximum',
      count: `${row}s per point`,
    },
    notes: [
      ...(smoothed === null ? [] : [{ mark: 'bold' as const, text: smoothed }]),
      { mark: isBucketed ? 'band' : 'thin', text: raw },
    ],
    caption: `${label} on ${environmentNames(all)}: ${runsPhrase(all)}.${namesOf(runs)}`,
    fileName: figureFileName(environmentNames(all), label, runsFileName(all.map(({ id }) => id))),
  }
}
