import type { MovingParticleParameters } from '#shared/environments.ts'
import { drawArrow, type EnvironmentView, type Scene, type SceneColors, type Size } from './view.ts'

/** Room for the arrow of a particle at a wall, in pixels. */
const MARGIN = 22

/** Direction of an action in radians, counter-clockwise from east. */
export const directionOf = (action: number | readonly number[]): number =>
  typeof action === 'number' ? (action * Math.PI) / 4 : (action[0] ?? 0)

/** The unit square, the goal disc, the way so far and the direction of the next step. */
function drawMovingParticle(
  context: CanvasRenderingContext2D,
  { width, height }: Size,
  { state, path, action }: Scene,
  colors: SceneColors,
  { goal, goalRadius, stepLength }: MovingParticleParameters,
): void {
  const side = Math.min(width, height) - 2 * MARGIN
  const left = (width - side) / 2
  const top = (height - side) / 2
  const toX = (x: number) => left + x * side
  // Canvas y grows downwards, the environment's upwards.
  const toY = (y: number) => top + (1 - y) * side
  const disc = (x: number, y: number, radius: number) => {
    context.beginPath()
    context.arc(toX(x), toY(y), radius, 0, 2 * Math.PI)
  }
  context.clearRect(0, 0, width, height)

  context.save()
  context.beginPath()
  context.rect(left, top, side, side)
  context.clip()
  context.strokeStyle = colors.faint
  context.lineWidth = 1
  for (const tick of [0.25, 0.5, 0.75]) {
    context.beginPath()
    context.moveTo(toX(tick), toY(0))
    context.lineTo(toX(tick), toY(1))
    context.moveTo(toX(0), toY(tick))
    context.lineTo(toX(1), toY(tick))
    context.stroke()
  }
  disc(goal[0], goal[1], goalRadius * side)
  context.globalAlpha = 0.25
  context.fillStyle = colors.goal
  context.fill()
  context.globalAlpha = 1
  context.strokeStyle = colors.goal
  context.lineWidth = 2
  context.stroke()
  context.restore()

  context.strokeStyle = colors.ground
  context.lineWidth = 1
  context.strokeRect(left, top, side, side)

  const [start] = path
  if (start) {
    context.strokeStyle = colors.body
    context.lineWidth = 1.5
    context.lineJoin = 'round'
    context.beginPath()
    path.forEach(([x = 0, y = 0], i) =>
      i === 0 ? context.moveTo(toX(x), toY(y)) : context.lineTo(toX(x), toY(y)),
    )
    context.stroke()
    disc(start[0] ?? 0, start[1] ?? 0, 3)
    context.stroke()
  }

  const [x = 0, y = 0] = state
  context.fillStyle = colors.accent
  context.strokeStyle = colors.accent
  if (action !== null) {
    const angle = directionOf(action)
    const reach = Math.max(18, 1.5 * stepLength * side)
    context.lineWidth = 2
    drawArrow(context, toX(x), toY(y), Math.cos(angle) * reach, -Math.sin(angle) * reach)
  }
  disc(x, y, 5.5)
  context.fill()
}

/** Both particles: a direction is a direction, however it was chosen. */
export const movingParticleView: EnvironmentView<MovingParticleParameters> = {
  stepsPerSecond: 15,
  aspect: () => 1,
  draw: drawMovingParticle,
}
