import { drawFlag, drawLine, fillDisc, label } from './shapes.ts'
import { drawArrow, type EnvironmentView, type Scene, type SceneColors, type Size } from './view.ts'

/** Places 0 to 2 and the end. */
const PLACES = 4
const REVERSED = 1
const MARGIN = 16

/** Three places and the end, the exchanged one in the middle, and the action that comes next. */
function drawShortCorridor(
  context: CanvasRenderingContext2D,
  { width, height }: Size,
  { state, path, action }: Scene,
  colors: SceneColors,
): void {
  const side = Math.min((width - 2 * MARGIN) / PLACES, 0.6 * height)
  const left = (width - PLACES * side) / 2
  const top = (height - side) / 2
  const middleX = (place: number) => left + (place + 0.5) * side
  const y = top + side / 2
  context.clearRect(0, 0, width, height)

  context.lineWidth = 1
  for (let place = 0; place < PLACES; place++) {
    context.fillStyle = place === PLACES - 1 ? colors.goal : colors.accent
    context.globalAlpha = place === PLACES - 1 ? 0.2 : 0.09
    context.fillRect(left + place * side + 1, top, side - 2, side)
    context.globalAlpha = 1
    context.strokeStyle = place === REVERSED ? colors.ground : colors.faint
    context.setLineDash(place === REVERSED ? [4, 3] : [])
    context.strokeRect(left + place * side + 1, top, side - 2, side)
  }
  context.setLineDash([])
  context.strokeStyle = colors.ground
  context.lineWidth = 3
  drawLine(context, left - 1, top - 4, left - 1, top + side + 4)

  context.fillStyle = colors.ground
  label(context, 'exchanged', middleX(REVERSED), top + side + 12)
  const visits = (place: number) => path.filter(([at]) => at === place).length
  for (let place = 0; place < PLACES - 1; place++) {
    label(context, `${visits(place)} ×`, middleX(place), top - 11)
  }

  context.strokeStyle = colors.goal
  context.fillStyle = colors.goal
  context.lineWidth = 2
  drawFlag(context, middleX(PLACES - 1) - 0.14 * side, top + 0.82 * side, 0.6 * side)

  const [place = 0] = state
  context.strokeStyle = colors.accent
  context.fillStyle = colors.accent
  if (typeof action === 'number') {
    context.lineWidth = 2
    drawArrow(context, middleX(place), y, (action === 1 ? 1 : -1) * 0.45 * side, 0)
  }
  fillDisc(context, middleX(place), y, Math.max(5, 0.14 * side))
}

export const shortCorridorView: EnvironmentView<unknown> = {
  stepsPerSecond: 4,
  aspect: () => 2.4,
  draw: drawShortCorridor,
}
