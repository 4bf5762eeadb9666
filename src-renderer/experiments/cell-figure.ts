import { resultDefinitions, type RunResult } from '#shared/run-result.ts'
import type { Experiment, ExperimentCell } from '#shared/experiment.ts'
import { figureFileName } from '#shared/figure/captions.ts'
import { bandPoint } from '#shared/figure/curve-series.ts'
import type { Figure } from '#shared/figure/figure.ts'
import type { ScaleKind } from '#shared/figure/range.ts'
import type { HeatTable } from '#shared/figure/heat-table.ts'
import { seriesColor, type Theme } from '#shared/figure/palette.ts'
import { seriesDash } from '#shared/figure/series-style.ts'
import type { ChartLine } from '#renderer/charts/chart-data.ts'
import { formatReturn } from '#renderer/format/number.ts'
import { cellValueText, type CellField } from './cells.ts'

/* How the results of an experiment are drawn: over one numeric field, or over two. */

/** A varied field by its place, whose values are numbers. */
export interface NumericField extends CellField {
  readonly index: number
  readonly values: readonly number[]
}

const isNumber = (value: unknown): value is number => typeof value === 'number'

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)]

/** The fields whose values are numbers, two different ones at least. */
export const numericFields = (
  cells: readonly ExperimentCell[],
  fields: readonly CellField[],
): NumericField[] =>
  fields.flatMap((field, index) => {
    const values = cells.map((cell) => cell.values[index])
    const numbers = distinct(values.filter(isNumber)).sort((a, b) => a - b)
    return values.every(isNumber) && numbers.length > 1
      ? [{ ...field, index, values: numbers }]
      : []
  })

/** Larger maps are not read cell by cell. */
const MOST_ON_A_SIDE = 30
/** More lines in one chart are not told apart. */
const MOST_LINES = 8

export type CellView =
  | { readonly kind: 'map'; readonly x: NumericField; readonly y: NumericField }
  | { readonly kind: 'lines'; readonly x: NumericField }
  /** So many values that only points can be drawn. */
  | { readonly kind: 'points'; readonly x: NumericField }

/**
 * What suits the cells: a map of two numeric fields, or lines over one, that at `wanted` where it can be.
 * Null: nothing numeric varies.
 */
export function viewOf(
  cells: readonly ExperimentCell[],
  fields: readonly CellField[],
  wanted: string | null = null,
): CellView | null {
  const numeric = numericFields(cells, fields)
  const [x, y, ...more] = numeric
  if (!x) return null
  const isGrid =
    y !== undefined &&
    Math.max(x.values.length, y.values.length) <= MOST_ON_A_SIDE &&
    cells.length >= (x.values.length * y.values.length) / 2
  if (fields.length === 2 && y && more.length === 0 && isGrid) return { kind: 'map', x, y }
  const longest =
    numeric.find(({ path }) => path === wanted) ??
    numeric.reduce((a, b) => (b.values.length > a.values.length ? b : a))
  const lines = distinct(cells.map((cell) => otherValues(cell, longest.index)))
  const isDense =
    lines.length <= MOST_LINES && lines.length * longest.values.length <= 2 * cells.length
  return { kind: isDense ? 'lines' : 'points', x: longest }
}

const otherValues = ({ values }: ExperimentCell, index: number): string =>
  JSON.stringify(values.filter((_, i) => i !== index))

/**
 * An axis is logarithmic where its values are positive and span more than a factor of twenty, or where three
 * or more lie more evenly on it.
 */
export const scaleOf = (values: readonly number[]): ScaleKind => {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[0]!, sorted.at(-1)!]
  if (low <= 0) return 'linear'
  const isEvener = unevenness(sorted.map(Math.log)) < 0.8 * unevenness(sorted)
  return high / low > 20 || (sorted.length > 2 && high / low > 4 && isEvener)
    ? 'logarithmic'
    : 'linear'
}

/** The largest distance of neighbours over the smallest. */
function unevenness(sorted: readonly number[]): number {
  const gaps = sorted.slice(1).map((value, i) => value - sorted[i]!)
  return Math.max(...gaps) / Math.min(...gaps)
}

/** The IQM over one field, with bands over seeds; a line for each combination of the other fields. */
export function cellLines(
  cells: readonly ExperimentCell[],
  fields: readonly CellField[],
  x: NumericField,
  theme: Theme,
): ChartLine[] {
  const groups = Map.groupBy(cells, (cell) => otherValues(cell, x.index))
  return [...groups.values()].map((members, i) => ({
    label: lineName(members[0]!, fields, x),
    color: seriesColor(i, theme),
    dash: seriesDash(i),
    points: members
      .filter(({ summary }) => summary !== null)
      .toSorted((a, b) => Number(a.values[x.index]) - Number(b.values[x.index]))
      .map(({ values, summary, scores }) => {
        const { interquartileMean: iqm, interquartileMeanInterval: interval } = summary!
        return {
          x: values[x.index] as number,
          mean: iqm,
          smoothed: iqm,
          minimum: interval?.lower ?? iqm,
          maximum: interval?.upper ?? iqm,
          count: scores.length,
        }
      }),
  }))
}

function lineName(cell: ExperimentCell, fields: readonly CellField[], x: NumericField): string {
  const parts = fields.flatMap(({ path, title }, i) =>
    i === x.index ? [] : [`${title} ${cellValueText(path, cell.values[i])}`],
  )
  return parts.join(', ') || 'IQM over seeds'
}

const captionOf = ({ id, name, sweep }: Experiment, cells: readonly ExperimentCell[]): string => {
  const runs = cells.reduce((sum, { runIds }) => sum + runIds.length, 0)
  const hashes = cells.map(({ configHash }) => configHash)
  const shown =
    hashes.length > 12 ? `${hashes.length} configurations` : `configurations ${hashes.join(', ')}`
  return `Experiment ${id}, ${name}: ${runs} runs, ${shown}; seeds ${(sweep?.seeds ?? []).join(', ') || 'as in the runs'}. Interquartile means over seeds with 95 % intervals.`
}

/** The lines as a figure to take out. */
export const cellFigure = (
  experiment: Experiment,
  cells: readonly ExperimentCell[],
  lines: readonly ChartLine[],
  x: NumericField,
  result: RunResult,
  isConnected: boolean,
): Figure => ({
  title: `${resultDefinitions[result].label} against ${x.title}`,
  xTitle: x.title,
  yTitle: resultDefinitions[result].label,
  xScale: scaleOf(x.values),
  yScale: 'linear',
  horizontal: { min: x.values[0]!, max: x.values.at(-1)! },
  series: lines.map(({ label, color, dash, points }) => ({
    label,
    color,
    dash,
    isMarked: true,
    ...(isConnected ? {} : { scatter: { shape: 'circle' as const, isConnected: false } }),
    points: points.map(bandPoint),
  })),
  threshold: null,
  columns: { value: 'IQM', lower: 'lower 95 %', upper: 'upper 95 %', count: 'seeds' },
  notes: [{ mark: 'band', text: '95 % interval over seeds' }],
  caption: captionOf(experiment, cells),
  fileName: figureFileName(experiment.name, resultDefinitions[result].label, ''),
})

/** The IQM over two numeric fields. */
export function cellMap(
  experiment: Experiment,
  cells: readonly ExperimentCell[],
  { x, y }: { readonly x: NumericField; readonly y: NumericField },
  result: RunResult,
): HeatTable {
  const key = (a: unknown, b: unknown) => `${a} ${b}`
  const byPlace = new Map(
    cells.map((cell) => [key(cell.values[x.index], cell.values[y.index]), cell]),
  )
  const rows = y.values.toReversed()
  const values = rows.map((b) =>
    x.values.map((a) => byPlace.get(key(a, b))?.summary?.interquartileMean ?? null),
  )
  const { label } = resultDefinitions[result]
  return {
    title: `${label} over ${x.title} and ${y.title}: interquartile mean of the seeds`,
    xTitle: x.title,
    yTitle: y.title,
    valueTitle: `${label}, IQM over seeds`,
    columns: x.values.map((value) => cellValueText(x.path, value)),
    rows: rows.map((value) => cellValueText(y.path, value)),
    values,
    texts: values.map((row) => row.map((value) => (value === null ? '–' : formatReturn(value)))),
    caption: captionOf(experiment, cells),
    fileName: figureFileName(experiment.name, label, ''),
  }
}
