import { metricDefinitions, type Metric } from '../metrics.ts'
import type { Relation } from '../relation.ts'
import type { Run } from '../run.ts'
import {
  environmentNames,
  figureFileName,
  metricTitle,
  runsFileName,
  runsPhrase,
} from './captions.ts'
import type { Figure, FigurePoint, FigureSeries } from './figure.ts'
import type { ScaleKind } from './range.ts'
import { isWithin, paddedRange, type Range } from './range.ts'

export interface RelatedRun {
  readonly run: Pick<Run, 'id' | 'configHash' | 'config'>
  readonly label: string
  readonly detail?: string
  readonly color: string
  readonly dash: readonly number[]
  readonly relation: Relation
}

/** Rows of a moving mean along a relation: as of curves of these rows. */
export const relationWindows = { episode: 100, update: 10 } as const

const longest = (relations: readonly Relation[]) =>
  Math.max(1, ...relations.map(({ rowsPerPoint }) => rowsPerPoint))

/** What a point of these relations is the mean of, and how they are joined. */
export function relationNote(relations: readonly Relation[], part: Range | null = null): string {
  const rows = longest(relations)
  const row = relations[0]?.row ?? 'update'
  const what =
    rows === 1
      ? `each point one ${row}`
      : `each point the means over up to ${rows} neighbouring ${row}s`
  if (relations.some(({ smoothed }) => smoothed)) {
    const window = relationWindows[row]
    const more = rows > window ? ', or of all a point stands for' : ''
    return `pale: ${what}; bold: both as means of the last ${window} ${row}s${more}`
  }
  return `${what}, joined in their order${part ? ' where neighbours are within the part' : '; large: the latest'}`
}

const isPlaced = (value: number, scale: ScaleKind) => scale === 'linear' || value > 0

/** How many points within the part a logarithmic axis has no place for. */
export const relationLeftOut = (
  relations: readonly Relation[],
  [xScale, yScale]: readonly [ScaleKind, ScaleKind],
  part: Range | null = null,
): number =>
  relations.reduce(
    (sum, { x, y }) =>
      sum +
      x.filter((at, i) => isWithin(at, part) && !(isPlaced(at, xScale) && isPlaced(y[i]!, yScale)))
        .length,
    0,
  )

/** One metric of runs against another, in the order of training; `part`: of x, null: all. */
export function relationFigure(
  runs: readonly RelatedRun[],
  [x, y]: readonly [Metric, Metric],
  [xScale, yScale]: readonly [ScaleKind, ScaleKind] = ['linear', 'linear'],
  part: Range | null = null,
): Figure {
  const all = runs.map(({ run }) => run)
  const label = `${metricDefinitions[y].label} against ${metricDefinitions[x].label}`
  const relations = runs.map(({ relation }) => relation)
  const leftOut = relationLeftOut(relations, [xScale, yScale], part)
  const note = [
    relationNote(relations, part),
    ...(leftOut > 0 ? [`${leftOut} point${leftOut === 1 ? '' : 's'} not above 0 left out`] : []),
  ].join('; ')
  const row = relations[0]?.row ?? 'update'
  const pointsOf = (
    { x, y, last }: Pick<Relation, 'x' | 'y' | 'last'>,
    stretch?: readonly number[],
  ) =>
    x.flatMap((at, i): FigurePoint[] =>
      isPlaced(at, xScale) && isPlaced(y[i]!, yScale)
        ? [
            ...(stretch && i > 0 && stretch[i] !== stretch[i - 1]
              ? [{ x: Number.NaN, value: Number.NaN }]
              : []),
            { x: at, value: y[i]!, label: String(last[i]) },
          ]
        : [],
    )
  return {
    title: label,
    xTitle: metricTitle(x),
    yTitle: metricTitle(y),
    xScale,
    yScale,
    horizontal:
      part ??
      paddedRange(
        relations.flatMap((each) => each.x.filter((value) => isPlaced(value, xScale))),
        xScale,
      ),
    series: runs.flatMap(({ label, detail = '', color, dash, relation }): FigureSeries[] => {
      const { smoothed, stretch } = relation
      const named = { label, detail, color, dash }
      const scatter = {
        shape: 'circle',
        isConnected: smoothed === null,
        isPale: smoothed !== null,
      } as const
      const raw = { ...named, scatter, points: pointsOf(relation, stretch) }
      if (!smoothed) return [raw]
      const mean = `mean of the last ${relationWindows[row]} ${row}s`
      return [raw, { ...named, detail: mean, points: pointsOf(smoothed) }]
    }),
    threshold: null,
    columns: { label: `${row}s so far`, value: metricTitle(y) },
    notes: [{ mark: 'thin', text: note }],
    caption: `${label} on ${environmentNames(all)}, ${note}: ${runsPhrase(all)}.`,
    fileName: figureFileName(environmentNames(all), label, runsFileName(all.map(({ id }) => id))),
  }
}
