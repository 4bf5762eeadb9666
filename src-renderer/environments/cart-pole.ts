import { drawArrow, type EnvironmentView, type Scene, type SceneColors, type Size } from './view.ts'

/** Where an episode ends, in metres and radians. */
const MAX_POSITION = 2.4
const MAX_ANGLE = (12 * Math.PI) / 180
/** Twice the half-length of the physics, in metres. */
const POLE_LENGTH = 1
const CART_WIDTH = 0.5
const CART_HEIGHT = 0.28
/** Metres shown across: the track and room for a cart at its end. */
const VISIBLE_WIDTH = 2 * (MAX_POSITION + CART_WIDTH)

/** Cart, pole, the track with its ends, and the angle at which an episode is over. */
export function drawCartPole(
  context: CanvasRenderingContext2D,
  { width, height }: Size,
  { state, action }: Scene,
  colors: SceneColors,
): void {
  const [position = 0, , angle = 0] = state
  const metre = Math.min(width / VISIBLE_WIDTH, height / 1.9)
  const trackY = height * 0.82
  const cartX = width / 2 + position * metre
  const pivotY = trackY - CART_HEIGHT * metre
  context.clearRect(0, 0, width, height)

  context.lineWidth = 1
  context.strokeStyle = colors.ground
  line(context, 0, trackY, width, trackY)
  for (const end of [-MAX_POSITION, MAX_POSITION]) {
    const x = width / 2 + end * metre
    line(context, x, trackY - 10, x, trackY + 10)
  }
  line(context, width / 2, trackY, width / 2, trackY + 5)

  context.strokeStyle = colors.faint
  context.setLineDash([4, 4])
  for (const limit of [-MAX_ANGLE, MAX_ANGLE]) {
    const reach = 1.15 * POLE_LENGTH * metre
    line(context, cartX, pivotY, cartX + Math.sin(limit) * reach, pivotY - Math.cos(limit) * reach)
  }
  context.setLineDash([])

  context.fillStyle = colors.body
  context.fillRect(
    cartX - (CART_WIDTH / 2) * metre,
    pivotY,
    CART_WIDTH * metre,
    CART_HEIGHT * metre,
  )

  context.strokeStyle = colors.outline
  context.lineWidth = Math.max(3, 0.07 * metre)
  context.lineCap = 'round'
  line(
    context,
    cartX,
    pivotY,
    cartX + Math.sin(angle) * POLE_LENGTH * metre,
    pivotY - Math.cos(angle) * POLE_LENGTH * metre,
  )
  context.fillStyle = colors.outline
  context.beginPath()
  context.arc(cartX, pivotY, Math.max(2.5, 0.05 * metre), 0, 2 * Math.PI)
  context.fill()

  if (typeof action === 'number') {
    const direction = action === 1 ? 1 : -1
    context.strokeStyle = colors.accent
    context.fillStyle = colors.accent
    context.lineWidth = 2
    const y = pivotY + (CART_HEIGHT / 2) * metre
    drawArrow(context, cartX + direction * (CART_WIDTH / 2) * metre, y, direction * 0.45 * metre, 0)
  }
}

function line(context: CanvasRenderingContext2D, x: number, y: number, toX: number, toY: number) {
  context.beginPath()
  context.moveTo(x, y)
  context.lineTo(toX, toY)
  context.stroke()
}

/** One step is 0.02 s. */
export const cartPoleView: EnvironmentView = {
  stepsPerSecond: 50,
  aspect: 2,
  draw: drawCartPole,
}
