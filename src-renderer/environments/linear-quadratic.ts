import type { LinearQuadraticParameters } from '#shared/environments.ts'
import { formatNumber } from '#renderer/format/number.ts'
import { drawLine, drawPath, fillDisc, label } from './shapes.ts'
import { drawArrow, type EnvironmentView, type Scene, type SceneColors, type Size } from './view.ts'

const MARGIN = 14
const AXIS = 40
/** Shown to either side of 0, at least. */
const REACH = 2

/** s over time, the line to hold it on, and where the next action pushes it. */
function drawLinearQuadratic(
  context: CanvasRenderingContext2D,
  { width, height }: Size,
  { path, extent, action }: Scene,
  colors: SceneColors,
  { B, maxEpisodeSteps }: LinearQuadraticParameters,
): void {
  const states = path.map(([s = 0]) => s)
  const reach = extent.reduce((most, [s = 0]) => Math.max(most, 1.15 * Math.abs(s)), REACH)
  const toX = (t: number) => AXIS + (t / maxEpisodeSteps) * (width - AXIS - MARGIN)
  const toY = (s: number) => height / 2 - (s / reach) * (height / 2 - MARGIN)
  context.clearRect(0, 0, width, height)

  context.lineWidth = 1
  context.strokeStyle = colors.faint
  context.fillStyle = colors.ground
  for (const s of [-reach, reach]) {
    drawLine(context, AXIS, toY(s), width - MARGIN, toY(s))
    label(context, formatNumber(s, Math.abs(s) < 1e6 ? 2 : 1), AXIS - 5, toY(s), 'right')
  }
  context.strokeStyle = colors.goal
  context.setLineDash([5, 4])
  drawLine(context, AXIS, toY(0), width - MARGIN, toY(0))
  context.setLineDash([])
  label(context, 's = 0', AXIS - 5, toY(0), 'right')

  context.strokeStyle = colors.body
  context.lineWidth = 1.5
  context.lineJoin = 'round'
  const points = states.map((s, t) => [toX(t), toY(s)] as const)
  drawPath(context, points)
  context.fillStyle = colors.body
  if (states.length <= 100) for (const [x, y] of points) fillDisc(context, x, y, 2)

  const [x, y] = points.at(-1) ?? [toX(0), toY(0)]
  context.strokeStyle = colors.accent
  context.fillStyle = colors.accent
  if (Array.isArray(action)) {
    const push = B * ((action as number[])[0] ?? 0)
    const end = Math.max(2, Math.min(height - 2, toY((states.at(-1) ?? 0) + push)))
    context.lineWidth = 2
    drawArrow(context, x, y, 0, end - y)
  }
  fillDisc(context, x, y, 5)
}

export const linearQuadraticView: EnvironmentView<LinearQuadraticParameters> = {
  stepsPerSecond: 8,
  aspect: () => 1.8,
  draw: drawLinearQuadratic,
}
