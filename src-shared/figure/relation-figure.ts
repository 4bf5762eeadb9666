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
import type { Figure, ScaleKind } from './figure.ts'
import { paddedRange } from './range.ts'

export interface RelatedRun {
  readonly run: Pick<Run, 'id' | 'configHash' | 'config'>
  readonly label: string
  readonly detail?: string
  readonly color: string
  readonly dash: readonly number[]
  readonly relation: Relation
}

/** What a point of these relations is the mean of. */
export function relationNote(relations: readonly Relation[]): string {
  const longest = Math.max(1, ...relations.map(({ rowsPerPoint }) => rowsPerPoint))
  const row = relations[0]?.row ?? 'update'
  return longest === 1
    ? `each point one ${row}, joined in their order; large: the latest`
    : `each point the means over up to ${longest} neighbouring ${row}s, joined in their order; large: the latest`
}

/** One metric of runs against another, in the order of training. */
export function relationFigure(
  runs: readonly RelatedRun[],
  [x, y]: readonly [Metric, Metric],
  [xScale, yScale]: readonly [ScaleKind, ScaleKind] = ['linear', 'linear'],
): Figure {
  const all = runs.map(({ run }) => run)
  const label = `${metricDefinitions[y].label} against ${metricDefinitions[x].label}`
  const note = relationNote(runs.map(({ relation }) => relation))
  const isPlaced = (value: number, scale: ScaleKind) => scale === 'linear' || value > 0
  return {
    title: label,
    xTitle: metricTitle(x),
    yTitle: metricTitle(y),
    xScale,
    yScale,
    horizontal: paddedRange(
      runs.flatMap(({ relation }) => relation.x.filter((value) => isPlaced(value, xScale))),
      xScale,
    ),
    series: runs.map(({ label, detail = '', color, dash, relation }) => ({
      label,
      detail,
      color,
      dash,
      scatter: { shape: 'circle' as const, isConnected: true },
      points: relation.x.flatMap((at, i) =>
        isPlaced(at, xScale) && isPlaced(relation.y[i]!, yScale)
          ? [{ x: at, value: relation.y[i]!, label: String(relation.last[i]) }]
          : [],
      ),
    })),
    threshold: null,
    columns: { label: `${runs[0]?.relation.row ?? 'update'}s so far`, value: metricTitle(y) },
    notes: [{ mark: 'thin', text: note }],
    caption: `${label} on ${environmentNames(all)}, ${note}: ${runsPhrase(all)}.`,
    fileName: figureFileName(environmentNames(all), label, runsFileName(all.map(({ id }) => id))),
  }
}
