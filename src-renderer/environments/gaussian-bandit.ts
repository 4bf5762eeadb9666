import type { GaussianBanditParameters } from '#shared/environments.ts'
import { formatNumber } from '#renderer/format/number.ts'
import { drawLine, drawPath, fillDisc, label } from './shapes.ts'
import type { EnvironmentView, Scene, SceneColors, Size } from './view.ts'

const MARGIN = 16
const AXIS = 18
/** Actions shown to either side of the best one, at least. */
const REACH = 4
const POINTS = 80

/** The reward of every action, the best one, and the one that is chosen. */
function drawGaussianBandit(
  context: CanvasRenderingContext2D,
  { width, height }: Size,
  { action, previous }: Scene,
  colors: SceneColors,
  { target }: GaussianBanditParameters,
): void {
  const chosen = ([action ?? previous?.action ?? []].flat() as number[])[0]
  const reach = Math.max(REACH, 1.15 * Math.abs((chosen ?? target) - target))
  const [low, high] = [target - reach, target + reach]
  const toX = (a: number) => MARGIN + ((a - low) / (high - low)) * (width - 2 * MARGIN)
  const rewardAt = (a: number) => -((a - target) ** 2)
  const bottom = height - MARGIN - AXIS
  const toY = (reward: number) => MARGIN - (reward / reach ** 2) * (bottom - MARGIN)
  context.clearRect(0, 0, width, height)

  context.strokeStyle = colors.ground
  context.lineWidth = 1
  drawLine(context, MARGIN, bottom, width - MARGIN, bottom)
  context.fillStyle = colors.ground
  for (const a of [low, target, high]) {
    drawLine(context, toX(a), bottom, toX(a), bottom + 4)
    label(context, formatNumber(a, 2), toX(a), bottom + 13)
  }
  context.strokeStyle = colors.goal
  context.setLineDash([4, 4])
  drawLine(context, toX(target), MARGIN, toX(target), bottom)
  context.setLineDash([])

  context.strokeStyle = colors.outline
  context.lineWidth = 2
  drawPath(
    context,
    Array.from({ length: POINTS + 1 }, (_, i) => {
      const a = low + ((high - low) * i) / POINTS
      return [toX(a), toY(rewardAt(a))] as const
    }),
  )

  if (chosen === undefined) return
  context.strokeStyle = colors.accent
  context.fillStyle = colors.accent
  context.lineWidth = 2
  drawLine(context, toX(chosen), bottom, toX(chosen), toY(rewardAt(chosen)))
  fillDisc(context, toX(chosen), toY(rewardAt(chosen)), 5)
  const isLeft = chosen < target
  label(
    context,
    formatNumber(rewardAt(chosen), 3),
    toX(chosen) + (isLeft ? -9 : 9),
    toY(rewardAt(chosen)) - 2,
    isLeft ? 'right' : 'left',
  )
}

export const gaussianBanditView: EnvironmentView<GaussianBanditParameters> = {
  stepsPerSecond: 1,
  aspect: () => 1.8,
  draw: drawGaussianBandit,
}
