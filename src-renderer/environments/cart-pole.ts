import type { CartPoleParameters } from '#shared/environments.ts'
import { drawLine } from './shapes.ts'
import { drawArrow, type EnvironmentView, type Scene, type SceneColors, type Size } from './view.ts'

const CART_WIDTH = 0.5
const CART_HEIGHT = 0.28

/** Cart, pole, the track with its ends, and the angle at which an episode is over. */
function drawCartPole(
  context: CanvasRenderingContext2D,
  { width, height }: Size,
  { state, action }: Scene,
  colors: SceneColors,
  parameters: CartPoleParameters,
): void {
  const [position = 0, , angle = 0] = state
  const { maxPosition } = parameters
  const maxAngle = (parameters.maxAngle * Math.PI) / 180
  const poleLength = 2 * parameters.poleHalfLength
  // The track and room for a cart at its end; the pole and what is under it.
  const metre = Math.min(width / (2 * (maxPosition + CART_WIDTH)), height / (poleLength + 0.9))
  const trackY = height * 0.82
  const cartX = width / 2 + position * metre
  const pivotY = trackY - CART_HEIGHT * metre
  context.clearRect(0, 0, width, height)

  context.lineWidth = 1
  context.strokeStyle = colors.ground
  drawLine(context, 0, trackY, width, trackY)
  for (const end of [-maxPosition, maxPosition]) {
    const x = width / 2 + end * metre
    drawLine(context, x, trackY - 10, x, trackY + 10)
  }
  drawLine(context, width / 2, trackY, width / 2, trackY + 5)

  context.strokeStyle = colors.faint
  context.setLineDash([4, 4])
  for (const limit of [-maxAngle, maxAngle]) {
    const reach = 1.15 * poleLength * metre
    drawLine(
      context,
      cartX,
      pivotY,
      cartX + Math.sin(limit) * reach,
      pivotY - Math.cos(limit) * reach,
    )
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
  drawLine(
    context,
    cartX,
    pivotY,
    cartX + Math.sin(angle) * poleLength * metre,
    pivotY - Math.cos(angle) * poleLength * metre,
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

/** One step is 0.02 s. */
export const cartPoleView: EnvironmentView<CartPoleParameters> = {
  stepsPerSecond: 50,
  aspect: () => 2,
  draw: drawCartPole,
}
