import type { PendulumParameters } from '#shared/environments.ts'
import { drawTurn } from './shapes.ts'
import type { EnvironmentView, Scene, SceneColors, Size } from './view.ts'

/** The rod, its pivot, the upright position, and the torque as an arc around the pivot. */
function drawPendulum(
  context: CanvasRenderingContext2D,
  { width, height }: Size,
  { state, action }: Scene,
  colors: SceneColors,
  { maxTorque }: PendulumParameters,
): void {
  const [angle = 0] = state
  const length = 0.4 * Math.min(width, height)
  const [x, y] = [width / 2, height / 2]
  // The environment turns counter-clockwise from upright, the canvas clockwise from east.
  const [tipX, tipY] = [x - Math.sin(angle) * length, y - Math.cos(angle) * length]
  context.clearRect(0, 0, width, height)

  context.strokeStyle = colors.faint
  context.lineWidth = 1
  context.setLineDash([4, 4])
  context.beginPath()
  context.arc(x, y, length, 0, 2 * Math.PI)
  context.moveTo(x, y)
  context.lineTo(x, y - length)
  context.stroke()
  context.setLineDash([])

  context.strokeStyle = colors.outline
  context.lineWidth = Math.max(4, 0.08 * length)
  context.lineCap = 'round'
  context.beginPath()
  context.moveTo(x, y)
  context.lineTo(tipX, tipY)
  context.stroke()
  context.fillStyle = colors.body
  context.beginPath()
  context.arc(x, y, Math.max(4, 0.07 * length), 0, 2 * Math.PI)
  context.fill()

  if (Array.isArray(action)) {
    const torque = Math.max(-maxTorque, Math.min(maxTorque, (action as number[])[0] ?? 0))
    context.strokeStyle = colors.accent
    context.fillStyle = colors.accent
    context.lineWidth = 3
    drawTurn(context, x, y, 0.3 * length, (torque / maxTorque) * 0.75 * Math.PI)
  }
}

export const pendulumView: EnvironmentView<PendulumParameters> = {
  stepsPerSecond: 20,
  aspect: () => 1,
  draw: drawPendulum,
}
