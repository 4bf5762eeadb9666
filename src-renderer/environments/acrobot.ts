import type { AcrobotParameters } from '#shared/environments.ts'
import { drawLine, drawTurn, fillDisc } from './shapes.ts'
import type { EnvironmentView, Scene, SceneColors, Size } from './view.ts'

/** Two links that hang from a joint, the height to reach, and the torque between the links. */
function drawAcrobot(
  context: CanvasRenderingContext2D,
  { width, height }: Size,
  { state, path, action }: Scene,
  colors: SceneColors,
  { firstLength, secondLength, targetHeight }: AcrobotParameters,
): void {
  const metre = (0.46 * Math.min(width, height)) / (firstLength + secondLength)
  const [x, y] = [width / 2, height / 2]
  const elbowOf = ([angle = 0]: readonly number[]) =>
    [x + firstLength * metre * Math.sin(angle), y + firstLength * metre * Math.cos(angle)] as const
  const tipOf = (at: readonly number[]) => {
    const [elbowX, elbowY] = elbowOf(at)
    const angle = (at[0] ?? 0) + (at[1] ?? 0)
    return [
      elbowX + secondLength * metre * Math.sin(angle),
      elbowY + secondLength * metre * Math.cos(angle),
    ] as const
  }
  context.clearRect(0, 0, width, height)

  context.strokeStyle = colors.goal
  context.lineWidth = 1.5
  context.setLineDash([5, 4])
  drawLine(context, 0, y - targetHeight * metre, width, y - targetHeight * metre)
  context.setLineDash([])

  // Where the free end has just been.
  context.fillStyle = colors.body
  path.slice(-14, -1).forEach((at, i, trail) => {
    context.globalAlpha = (0.5 * (i + 1)) / trail.length
    fillDisc(context, ...tipOf(at), 2)
  })
  context.globalAlpha = 1

  const [elbow, tip] = [elbowOf(state), tipOf(state)]
  context.lineCap = 'round'
  context.lineWidth = Math.max(4, 0.035 * Math.min(width, height))
  context.strokeStyle = colors.outline
  drawLine(context, x, y, ...elbow)
  context.strokeStyle = colors.body
  drawLine(context, ...elbow, ...tip)
  context.fillStyle = colors.ground
  fillDisc(context, x, y, 4.5)
  fillDisc(context, ...elbow, 4)

  if (typeof action === 'number' && action !== 1) {
    context.strokeStyle = colors.accent
    context.fillStyle = colors.accent
    context.lineWidth = 3
    drawTurn(context, ...elbow, Math.max(11, 0.06 * width), (action - 1) * 0.8 * Math.PI)
  }
}

/** One step is 0.2 s. */
export const acrobotView: EnvironmentView<AcrobotParameters> = {
  stepsPerSecond: 12,
  aspect: () => 1,
  draw: drawAcrobot,
}
