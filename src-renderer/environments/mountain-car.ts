import { drawFlag, drawLine, drawPath, fillDisc } from './shapes.ts'
import { drawArrow, type EnvironmentView, type Scene, type SceneColors, type Size } from './view.ts'

/** The ends of the track. */
const [LOW, HIGH] = [-1.2, 0.6]
const MARGIN = 14
const POINTS = 80

/** The hill is sin 3x, drawn as high as Gymnasium draws it. */
const heightAt = (x: number) => 0.45 * Math.sin(3 * x) + 0.55

interface MountainCarParameters {
  readonly goalPosition: number
}

/** The valley, the flag at the goal, the car, and the force of the next action. */
function drawMountainCar(
  context: CanvasRenderingContext2D,
  { width, height }: Size,
  { state, action }: Scene,
  colors: SceneColors,
  { goalPosition }: MountainCarParameters,
): void {
  const [position = 0] = state
  const scale = Math.min((width - 2 * MARGIN) / (HIGH - LOW), (height - 16) / 1.28)
  const left = (width - scale * (HIGH - LOW)) / 2
  const toX = (x: number) => left + (x - LOW) * scale
  const toY = (x: number) => height - 6 - heightAt(x) * scale
  const hill = Array.from({ length: POINTS + 1 }, (_, i) => {
    const x = LOW + ((HIGH - LOW) * i) / POINTS
    return [toX(x), toY(x)] as const
  })
  context.clearRect(0, 0, width, height)

  context.fillStyle = colors.faint
  context.globalAlpha = 0.45
  context.beginPath()
  context.moveTo(toX(LOW), height)
  for (const [x, y] of hill) context.lineTo(x, y)
  context.lineTo(toX(HIGH), height)
  context.fill()
  context.globalAlpha = 1
  context.strokeStyle = colors.ground
  context.lineWidth = 1.5
  drawPath(context, hill)
  // The left end stops the car.
  drawLine(context, toX(LOW), toY(LOW), toX(LOW), toY(LOW) - 0.14 * scale)

  context.strokeStyle = colors.goal
  context.fillStyle = colors.goal
  context.lineWidth = 2
  drawFlag(context, toX(goalPosition), toY(goalPosition), 0.22 * scale)

  const slope = Math.atan(1.35 * Math.cos(3 * position))
  const wheel = Math.max(3, 0.028 * scale)
  const body = Math.max(14, 0.13 * scale)
  context.save()
  context.translate(toX(position), toY(position))
  context.rotate(-slope)
  context.fillStyle = colors.body
  context.fillRect(-body / 2, -wheel - 0.55 * body, body, 0.5 * body)
  context.fillStyle = colors.outline
  fillDisc(context, -0.3 * body, -wheel, wheel)
  fillDisc(context, 0.3 * body, -wheel, wheel)
  const force = forceOf(action)
  if (force !== 0) {
    context.strokeStyle = colors.accent
    context.fillStyle = colors.accent
    context.lineWidth = 2
    const reach = force * 0.9 * body + Math.sign(force) * 6
    drawArrow(context, Math.sign(force) * 0.5 * body, -wheel - 0.3 * body, reach, 0)
  }
  context.restore()
}

/** From −1 to 1, of both kinds of actions. */
function forceOf(action: Scene['action']): number {
  if (action === null) return 0
  return typeof action === 'number' ? action - 1 : Math.max(-1, Math.min(1, action[0] ?? 0))
}

export const mountainCarView: EnvironmentView<MountainCarParameters> = {
  stepsPerSecond: 30,
  aspect: () => 1.5,
  draw: drawMountainCar,
}
