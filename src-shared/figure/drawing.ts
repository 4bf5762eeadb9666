import { figureTable, type FigureTable } from './csv.ts'
import type { Figure } from './figure.ts'
import { onPaper } from './palette.ts'
import { toSvg } from './svg.ts'

/** Anything that can be taken out of a page: as a vector drawing, and as a table of exactly what is drawn. */
export interface Drawing {
  /** Without its ending. */
  readonly fileName: string
  readonly svg: () => string
  readonly table: () => FigureTable
}

export const drawingOf = (figure: Figure | Drawing): Drawing =>
  'svg' in figure
    ? figure
    : {
        fileName: figure.fileName,
        svg: () => toSvg(onPaper(figure)),
        table: () => figureTable(figure),
      }
