import type { MultiArmedBanditParameters } from '#shared/environments.ts'
import { formatNumber } from '#renderer/format/number.ts'
import { drawLine, fillDisc, label } from './shapes.ts'
import type { EnvironmentView, Scene, SceneColors, Size } from './view.ts'

const MARGIN = 14
const LABELS = 20
/** Room for what the arm paid. */
const TOP = 26

/** Each arm's mean with one deviation to either side, the arm that is pulled and what it paid. */
function drawMultiArmedBandit(
  context: CanvasRenderingContext2D,
  { width, height }: Size,
  { action, previous }: Scene,
  colors: SceneColors,
  { means, deviations }: MultiArmedBanditParameters,
): void {
  const reward = previous?.reward
  const shown = means.flatMap((mean, i) => [mean - deviations[i]!, mean + deviations[i]!])
  const high = Math.max(0, reward ?? 0, ...shown)
  const low = Math.min(0, reward ?? 0, ...shown)
  const column = (width - 2 * MARGIN) / means.length
  const middleX = (arm: number) => MARGIN + (arm + 0.5) * column
  const toY = (value: number) =>
    TOP + ((high - value) / (high - low || 1)) * (height - TOP - MARGIN - LABELS)
  const pulled = action ?? previous?.action
  const bar = Math.min(34, 0.5 * column)
  context.clearRect(0, 0, width, height)

  context.strokeStyle = colors.ground
  context.lineWidth = 1
  drawLine(context, MARGIN, toY(0), width - MARGIN, toY(0))
  means.forEach((mean, arm) => {
    const x = middleX(arm)
    const isPulled = arm === pulled
    context.fillStyle = isPulled ? colors.accent : colors.body
    context.globalAlpha = isPulled ? 0.85 : 0.4
    context.fillRect(x - bar / 2, Math.min(toY(0), toY(mean)), bar, Math.abs(toY(mean) - toY(0)))
    context.globalAlpha = 1
    context.strokeStyle = colors.outline
    context.lineWidth = 1
    const spread = deviations[arm]!
    drawLine(context, x, toY(mean - spread), x, toY(mean + spread))
    for (const end of [mean - spread, mean + spread])
      drawLine(context, x - 4, toY(end), x + 4, toY(end))
    if (column >= 14 || isPulled) {
      context.fillStyle = isPulled ? colors.accent : colors.ground
      label(context, String(arm + 1), x, height - 10)
    }
  })

  if (typeof pulled === 'number') {
    // Not by colour alone.
    context.fillStyle = colors.accent
    const [x, y] = [middleX(pulled), height - LABELS - 8]
    context.beginPath()
    context.moveTo(x, y)
    context.lineTo(x + 5, y + 7)
    context.lineTo(x - 5, y + 7)
    context.closePath()
    context.fill()
  }
  if (typeof pulled === 'number' && reward !== undefined) {
    context.fillStyle = colors.goal
    fillDisc(context, middleX(pulled), toY(reward), 5)
    label(context, `reward ${formatNumber(reward, 3)}`, width - MARGIN, 12, 'right')
  }
}

export const multiArmedBanditView: EnvironmentView<MultiArmedBanditParameters> = {
  stepsPerSecond: 1,
  aspect: () => 1.8,
  draw: drawMultiArmedBandit,
}
