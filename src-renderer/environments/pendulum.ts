import type { EnvironmentView, Scene, SceneColors, Size } from './view.ts'

/** The largest torque that has an effect, in N·m. */
const MAX_TORQUE = 2

/** The rod, its pivot, the upright position, and the torque as an arc around the pivot. */
export function drawPendulum(
  context: CanvasRenderingContext2D,
  { width, height }: Size,
  { state, action }: Scene,
  colors: SceneColors,
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
    const torque = Math.max(-MAX_TORQUE, Math.min(MAX_TORQUE, (action as number[])[0] ?? 0))
    const top = -Math.PI / 2
    const end = top - (torque / MAX_TORQUE) * (0.75 * Math.PI)
    context.strokeStyle = colors.accent
    context.lineWidth = 3
    context.beginPath()
    context.arc(x, y, 0.3 * length, top, end, torque > 0)
    context.stroke()
    context.fillStyle = colors.accent
    context.beginPath()
    context.arc(
      x + 0.3 * length * Math.cos(end),
      y + 0.3 * length * Math.sin(end),
      4,
      0,
      2 * Math.PI,
    )
    context.fill()
  }
}

export const pendulumView: EnvironmentView = {
  stepsPerSecond: 20,
  aspect: 1,
  draw: drawPendulum,
}
