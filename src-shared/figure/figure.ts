import type { PointShape } from './point-shape.ts'
import type { Range, ScaleKind } from './range.ts'
import type { Threshold } from './threshold.ts'

/* What a chart draws, as plain data: the same for the page, for a file of the page and for the command line. */

/** One place of a line. A value that is no finite number leaves a gap. */
export interface FigurePoint {
  readonly x: number
  readonly value: number
  /** What the bold line shows instead, where it is smoothed. */
  readonly smoothed?: number
  /** The band: a range or an interval, as the figure's columns say. */
  readonly lower?: number
  readonly upper?: number
  /** How many rows or seeds the value stands for. */
  readonly count?: number
  /** #rrggbb of the point, where it does not have that of its series. */
  readonly color?: string
  /** What the point stands for, such as a run. */
  readonly label?: string
}

export interface FigureSeries {
  readonly label: string
  /** What tells it from the others, for the legend; empty: nothing short does. */
  readonly detail?: string
  /** #rrggbb */
  readonly color: string
  readonly dash: readonly number[]
  readonly points: readonly FigurePoint[]
  /** Thin lines under it, such as the seeds of a group: values at the places of `points`. */
  readonly members?: readonly { readonly label: string; readonly values: readonly number[] }[]
  readonly isMarked?: boolean
  /** Points by themselves, of this shape, joined by a thin line or by none; absent: a curve. */
  readonly scatter?: {
    readonly shape: PointShape
    readonly isConnected: boolean
    /** Below a line that says more. */
    readonly isPale?: boolean
  }
}

/** Names of the columns of a table; absent: the figure does not draw that. */
export interface FigureColumns {
  /** Of what each point stands for. */
  readonly label?: string
  readonly value: string
  readonly smoothed?: string
  readonly lower?: string
  readonly upper?: string
  readonly count?: string
}

/** What a kind of mark stands for, for the legend. */
export interface FigureNote {
  readonly mark: 'bold' | 'band' | 'thin'
  readonly text: string
}

/** A place along the horizontal axis at which something began. */
export interface FigureMark {
  readonly x: number
  readonly label: string
  /** From where, and by which rule. */
  readonly detail: string
}

export interface Figure {
  /** What it shows; its text alternative. */
  readonly title: string
  readonly xTitle: string
  readonly yTitle: string
  readonly xScale: ScaleKind
  readonly yScale: ScaleKind
  /** Null: as far as the lines go, from 0 where the axis is linear. */
  readonly horizontal: Range | null
  /** Names of what lies at 0, 1, … of an axis that has no order. */
  readonly categories?: {
    readonly x?: readonly string[] | null
    readonly y?: readonly string[] | null
  }
  readonly series: readonly FigureSeries[]
  readonly threshold: Threshold | null
  /** Such as where alerts of a run begin. */
  readonly marks?: readonly FigureMark[]
  readonly columns: FigureColumns
  readonly notes: readonly FigureNote[]
  /** What a reader must know to find the data again: environment, runs, configuration hashes. */
  readonly caption: string
  /** Without its ending: environment, metric, runs. */
  readonly fileName: string
}

/** The value of the bold line. */
export const boldValue = ({ smoothed, value }: FigurePoint): number => smoothed ?? value
