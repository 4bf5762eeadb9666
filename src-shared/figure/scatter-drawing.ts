import type { FigureTable } from './csv.ts'
import { valueText, type Dimension } from './dimension.ts'
import type { Drawing } from './drawing.ts'
import { onPaper } from './palette.ts'
import { isScatterDrawn, scatterFigure, type ScatterFigure } from './scatter-figure.ts'
import { toSvg } from './svg.ts'

interface ScatterDrawing extends ScatterFigure {
  /** Of the configuration of each run. */
  readonly configHashes: readonly string[]
  /** The fields in which the runs differ. */
  readonly fields: readonly Dimension[]
}

/** Runs as points, to take out: its table says of every point which run and configuration it is. */
export function scatterDrawing(subject: ScatterDrawing): Drawing {
  const figure = scatterFigure(subject)
  return {
    fileName: figure.fileName,
    svg: () => toSvg(onPaper(figure)),
    table: () => scatterTable(subject),
  }
}

/** What is drawn: a row a run, its place, and every field that tells it from the others. */
function scatterTable(subject: ScatterDrawing): FigureTable {
  const { labels, configHashes, x, y, shape, fields } = subject
  const placed = [x, y, ...(shape ? [shape] : [])]
  const columns = [
    ...new Map([...placed, ...fields].map((dimension) => [dimension.key, dimension])).values(),
  ]
  const isDrawn = isScatterDrawn(subject)
  return {
    header: ['run', 'configuration', ...columns.map(({ title }) => title)],
    rows: labels.flatMap((label, run) =>
      isDrawn(run)
        ? [
            [
              label,
              configHashes[run]!,
              ...columns.map(({ categories, values }) =>
                categories ? valueText({ categories }, values[run]!, String) : values[run]!,
              ),
            ],
          ]
        : [],
    ),
  }
}
