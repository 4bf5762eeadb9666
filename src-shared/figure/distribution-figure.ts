import {
  distributionDefinitions,
  MOST_COUNTED_STEPS,
  type Distribution,
  type DistributionQuantity,
} from '../distributions.ts'
import { describeEnvironment } from '../environments.ts'
import type { HorizontalAxis } from '../metrics.ts'
import type { Run } from '../run.ts'
import { horizontalAxis, shortNumber } from './axes.ts'
import { environmentNames, figureFileName, runsFileName, runsPhrase } from './captions.ts'
import type { FigureTable } from './csv.ts'
import type { HeatFigure, HeatRow } from './heat-figure.ts'
import type { Range } from './range.ts'

interface DistributionFigure {
  readonly run: Pick<Run, 'id' | 'configHash' | 'config'>
  readonly distribution: Distribution
  readonly quantity: DistributionQuantity
  /** Of an action of several numbers, which one. */
  readonly component: number
  readonly x: HorizontalAxis
  /** How far the axis goes in the contract's unit; decides its unit. */
  readonly most: number
  /** In the unit of the axis; null: all. */
  readonly horizontal: Range | null
}

/** A quantity of a run over its time: one histogram a column. */
export function distributionFigure(asked: DistributionFigure): HeatFigure {
  const { run, distribution, quantity, x, most, horizontal } = asked
  const axis = horizontalAxis(x, most)
  const { label } = distributionDefinitions[quantity]
  const rows = rowsOf(asked)
  const shares = distribution.counts.map(sharesOf)
  const columns = distribution.starts.map((start, i) => ({
    min: start * axis.scale,
    max: distribution.ends[i]! * axis.scale,
  }))
  const title = `${label} against ${axis.title.toLowerCase()}`
  return {
    title,
    summary: [title, ...wordsOf(shares, rows, columns)].join('. '),
    xTitle: axis.title,
    yTitle: yTitleOf(asked),
    valueTitle: quantity === 'episodeReturn' ? 'Share of episodes' : 'Share of steps',
    columns,
    rows,
    values: shares.map((column) => column.map((share) => (share > 0 ? share : Number.NaN))),
    scale: isNamed(rows)
      ? { kind: 'sequential', min: 0, max: 1 }
      : { kind: 'sequential', min: 0, max: Math.max(1e-9, ...shares.flat()), isRoot: true },
    horizontal,
    marks: marksOf(asked),
    signs: [],
    notes: notesOf(asked),
    caption: `${label} on ${environmentNames([run])}: ${runsPhrase([run])}.`,
    fileName: figureFileName(environmentNames([run]), label, runsFileName([run.id])),
    table: () => tableOf(axis.title, columns, rows, shares),
  }
}

/** Whether every row stands for an action, and not for a stretch of numbers. */
const isNamed = (rows: readonly HeatRow[]) => rows[0]?.label !== undefined

function sharesOf(counts: readonly number[]): number[] {
  const sum = counts.reduce((total, count) => total + count, 0)
  return counts.map((count) => (sum > 0 ? count / sum : 0))
}

function rowsOf({ run, distribution, quantity }: DistributionFigure): HeatRow[] {
  const { lowest, width, counts } = distribution
  const { actionSpace } = describeEnvironment(run.config.environment)
  const labels =
    quantity === 'action' && actionSpace.kind === 'discrete' ? actionSpace.labels : null
  return Array.from({ length: counts[0]?.length ?? 0 }, (_, i) => ({
    min: lowest + i * width,
    max: lowest + (i + 1) * width,
    ...(labels ? { label: labels[i] ?? `action ${i}` } : {}),
  }))
}

function yTitleOf({ run, quantity, component }: DistributionFigure): string {
  if (quantity === 'episodeReturn') return 'Episode return'
  if (quantity === 'advantage') return 'Advantage'
  const { actionSpace } = describeEnvironment(run.config.environment)
  if (actionSpace.kind === 'discrete') return 'Action'
  const { label, unit } = actionSpace.quantities[component] ?? { label: `action ${component + 1}` }
  return unit ? `${label} (${unit})` : label
}

function marksOf({ run, distribution, quantity, component }: DistributionFigure) {
  const { lowest, width, counts } = distribution
  const highest = lowest + width * (counts[0]?.length ?? 0)
  const { solvedReturn, actionSpace } = describeEnvironment(run.config.environment)
  const marks =
    quantity === 'episodeReturn' && solvedReturn !== null
      ? [{ y: solvedReturn, label: `solved at ${solvedReturn}` }]
      : quantity === 'action' && actionSpace.kind === 'continuous'
        ? (actionSpace.quantities[component]?.range ?? []).map((y) => ({
            y,
            label: `clipped at ${shortNumber(y)}`,
          }))
        : []
  return marks.filter(({ y }) => y >= lowest && y <= highest)
}

function notesOf({ distribution, quantity, ...asked }: DistributionFigure): string[] {
  const { counted, of } = distribution
  const marks = marksOf({ distribution, quantity, ...asked }).map(({ label }) => label)
  const sample =
    quantity === 'episodeReturn'
      ? counted < of
        ? [`Of ${of} episodes a sample of ${counted} is counted: neighbours, evenly spread.`]
        : []
      : [
          `${counted} of ${of} updates have a histogram, each of up to ${MOST_COUNTED_STEPS} steps of its batch.`,
        ]
  return [
    ...sample,
    ...(isNamed(rowsOf({ distribution, quantity, ...asked }))
      ? []
      : ['Colours follow the square root of the share.']),
    ...(marks.length > 0 ? [`Dotted: ${marks.join(', ')}.`] : []),
  ]
}

/** Where most of the first and of the last column lies. */
function wordsOf(
  shares: readonly (readonly number[])[],
  rows: readonly HeatRow[],
  columns: readonly Range[],
): string[] {
  if (columns.length === 0) return ['No data yet']
  return [0, columns.length - 1].map((c) => {
    const where = `At ${shortNumber(columns[c]!.max)}`
    if (isNamed(rows)) {
      const parts = rows.map(({ label }, r) => `${label} ${Math.round(100 * shares[c]![r]!)} %`)
      return `${where}: ${parts.join(', ')}`
    }
    const [low, middle, high] = [0.1, 0.5, 0.9].map((share) => quantile(shares[c]!, rows, share))
    return `${where}: half below ${shortNumber(middle!)}, four fifths from ${shortNumber(low!)} to ${shortNumber(high!)}`
  })
}

/** The value below which a share of a column lies, spread evenly within its bin. */
function quantile(shares: readonly number[], rows: readonly HeatRow[], share: number): number {
  let below = 0
  for (const [r, part] of shares.entries()) {
    if (part > 0 && below + part >= share) {
      const { min, max } = rows[r]!
      return min + ((share - below) / part) * (max - min)
    }
    below += part
  }
  return rows.at(-1)?.max ?? Number.NaN
}

function tableOf(
  xTitle: string,
  columns: readonly Range[],
  rows: readonly HeatRow[],
  shares: readonly (readonly number[])[],
): FigureTable {
  const x = xTitle
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '')
  return {
    header: [`${x}_from`, `${x}_to`, ...(isNamed(rows) ? ['action'] : ['from', 'to']), 'share'],
    rows: columns.flatMap((column, c) =>
      rows.flatMap((row, r) =>
        shares[c]![r]! > 0
          ? [
              [
                column.min,
                column.max,
                ...(isNamed(rows) ? [row.label!] : [row.min, row.max]),
                shares[c]![r]!,
              ],
            ]
          : [],
      ),
    ),
  }
}
