import type { Drawing } from './drawing.ts'
import type { HeatFigure } from './heat-figure.ts'
import { toHeatSvg } from './heat-svg.ts'

/** A heat map as it is taken out of a page. */
export const heatDrawing = (figure: HeatFigure): Drawing => ({
  fileName: figure.fileName,
  svg: () => toHeatSvg(figure),
  table: figure.table,
})
