import type { FigureTable } from './csv.ts'
import type { ColorScale } from './color-scale.ts'
import { extent, type Range } from './range.ts'

/** A row of a heat map; one with a label stands for that and not for a stretch of the axis. */
export interface HeatRow extends Range {
  readonly label?: string
}

/** What a heat map draws, as plain data: the same for the page, for a file of it and for the command line. */
export interface HeatFigure {
  /** What it shows. */
  readonly title: string
  /** The same with what can be seen in it, in words: its text alternative. */
  readonly summary: string
  readonly xTitle: string
  readonly yTitle: string
  /** Of the colours. */
  readonly valueTitle: string
  readonly columns: readonly Range[]
  /** From the lowest up. */
  readonly rows: readonly HeatRow[]
  /** [column][row]; what is no finite number leaves a hole. */
  readonly values: readonly (readonly number[])[]
  /** Of categories, from 0 to 1, [column][row]. */
  readonly strengths?: readonly (readonly number[])[]
  readonly scale: ColorScale
  /** Null: all columns. */
  readonly horizontal: Range | null
  /** Whether a unit is as long along x as along y. */
  readonly isSquare?: boolean
  /** Whether x and y are numbers worth an axis. */
  readonly hasAxes?: boolean
  /** Lines across, such as where an action is clipped. */
  readonly marks: readonly { readonly y: number; readonly label: string }[]
  /** Signs in the middle of cells, such as arrows. */
  readonly signs: readonly {
    readonly column: number
    readonly row: number
    readonly text: string
  }[]
  /** What a reader must know of it, in sentences. */
  readonly notes: readonly string[]
  readonly caption: string
  readonly fileName: string
  readonly table: () => FigureTable
}

/** What its horizontal axis shows; null: there is nothing. */
export function heatColumns({ columns, horizontal }: HeatFigure): Range | null {
  return horizontal ?? extent(columns.flatMap(({ min, max }) => [min, max]))
}

export const heatRows = ({ rows }: HeatFigure): Range | null =>
  extent(rows.flatMap(({ min, max }) => [min, max]))

/** The number of the part that holds a place; −1: none does. */
export const partAt = (parts: readonly Range[], place: number): number =>
  parts.findIndex(({ min, max }) => place >= min && place < max)
