import { tickLabels } from './axes.ts'
import { heatColumns, heatRows, type HeatFigure } from './heat-figure.ts'
import type { Range } from './range.ts'
import { px, textWidth } from './svg-text.ts'
import { ticks } from './ticks.ts'

export interface HeatSize {
  readonly width: number
  readonly height: number
}

export const HEAT_FONT = 11
/** Room for the legend above the map. */
const LEGEND = 26
const MOST_ROW_LABELS = 40

/** Where everything of a heat map lies, in CSS pixels. */
export interface HeatLayout {
  readonly plot: {
    readonly left: number
    readonly top: number
    readonly right: number
    readonly bottom: number
  }
  readonly x: (value: number) => number
  readonly y: (value: number) => number
  readonly xAt: (pixel: number) => number
  readonly yAt: (pixel: number) => number
  /** Where the middle of the vertical axis' name is. */
  readonly yTitleAt: number
  readonly xTicks: readonly { readonly at: number; readonly text: string }[]
  readonly yTicks: readonly { readonly at: number; readonly text: string }[]
}

const UNIT: Range = { min: 0, max: 1 }

export function heatLayout(figure: HeatFigure, { width, height }: HeatSize): HeatLayout {
  const { hasAxes = true, isSquare = false } = figure
  const horizontal = heatColumns(figure) ?? UNIT
  const vertical = heatRows(figure) ?? UNIT
  const named = figure.rows.every(({ label }) => label !== undefined) ? figure.rows : null
  const yValues = hasAxes && !named ? ticks('linear', vertical, 6) : []
  const yNumbers = tickLabels(yValues)
  const yTicks = named
    ? thinned(named).map(({ min, max, label }) => ({ at: (min + max) / 2, text: label! }))
    : yValues.map((at, i) => ({ at, text: yNumbers[i]! }))
  const widest = Math.max(0, ...yTicks.map(({ text }) => textWidth(text, HEAT_FONT)))
  const box = {
    left: hasAxes ? 24 + widest : 4,
    top: LEGEND,
    right: width - 10,
    bottom: height - (hasAxes ? 36 : 4),
  }
  const plot = isSquare ? squared(box, horizontal, vertical) : box
  const most = Math.max(3, Math.floor((plot.right - plot.left) / 70))
  const xValues = hasAxes && figure.xTitle !== '' ? ticks('linear', horizontal, most) : []
  const xNumbers = tickLabels(xValues)
  const xScale = (plot.right - plot.left) / (horizontal.max - horizontal.min || 1)
  const yScale = (plot.bottom - plot.top) / (vertical.max - vertical.min || 1)
  return {
    plot,
    x: (value) => plot.left + (value - horizontal.min) * xScale,
    y: (value) => plot.bottom - (value - vertical.min) * yScale,
    xAt: (pixel) => horizontal.min + (pixel - plot.left) / xScale,
    yTitleAt: plot.left - widest - 13,
    yAt: (pixel) => vertical.min + (plot.bottom - pixel) / yScale,
    xTicks: xValues.map((at, i) => ({ at, text: xNumbers[i]! })),
    yTicks,
  }
}

/** So many of the rows' names as have room. */
function thinned<Row>(rows: readonly Row[]): readonly Row[] {
  const every = Math.ceil(rows.length / MOST_ROW_LABELS)
  return rows.filter((_, i) => i % every === 0)
}

/** The largest part in the middle of the box in which both units are equally long. */
function squared(box: HeatLayout['plot'], horizontal: Range, vertical: Range) {
  const [width, height] = [box.right - box.left, box.bottom - box.top]
  const unit = Math.min(
    width / (horizontal.max - horizontal.min || 1),
    height / (vertical.max - vertical.min || 1),
  )
  const spare = width - unit * (horizontal.max - horizontal.min)
  return {
    left: box.left + spare / 2,
    right: box.right - spare / 2,
    top: box.top,
    bottom: box.top + unit * (vertical.max - vertical.min),
  }
}

/** A rectangle as a part of a path, on whole pixels so that neighbours leave no seam. */
export function rectanglePath(left: number, top: number, right: number, bottom: number): string {
  const [l, t] = [Math.round(left), Math.round(top)]
  return `M${px(l)} ${px(t)}H${px(Math.round(right))}V${px(Math.round(bottom))}H${px(l)}Z`
}
