import type { StepCurve, StepDirection, StepSizeView } from '#shared/step-size.ts'
import type { FunctionLine, FunctionPoint } from '#renderer/charts/function-chart.ts'
import { seriesDash } from '#shared/figure/series-style.ts'
import { seriesColor, type Theme } from '#shared/figure/palette.ts'

export const directionLabels: Readonly<Record<StepDirection, string>> = {
  sgd: 'Gradient',
  'natural-gradient': 'Natural gradient',
  trpo: 'TRPO',
  ppo: 'PPO',
}

const line = (
  index: number,
  theme: Theme,
  label: string,
  points: FunctionPoint[],
): FunctionLine => ({
  label,
  color: seriesColor(index, theme),
  dash: seriesDash(index),
  points,
})

/** J and what is said of it beforehand; of predictions only what lies near J, which they leave soon. */
export function objectiveLines({ points }: StepCurve, theme: Theme): FunctionLine[] {
  const values = points.map(({ J }) => J)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const near = (y: number) => y >= low - (high - low) / 2 && y <= high + (high - low) / 2
  const against = (value: (point: StepCurve['points'][number]) => number) =>
    points.map((point) => ({ x: point.alpha, y: value(point) })).filter(({ y }) => near(y))
  return [
    line(
      0,
      theme,
      'J',
      points.map(({ alpha, J }) => ({ x: alpha, y: J })),
    ),
    line(
      1,
      theme,
      'first order',
      against(({ firstOrder }) => firstOrder),
    ),
    line(
      2,
      theme,
      'surrogate',
      against(({ surrogate }) => surrogate),
    ),
  ]
}

export const divergenceLines = ({ points }: StepCurve, theme: Theme): FunctionLine[] => [
  line(
    0,
    theme,
    'KL',
    points.flatMap(({ alpha, kl }) => (kl === null ? [] : [{ x: alpha, y: kl }])),
  ),
  line(
    1,
    theme,
    '½α² dᵀFd',
    points.map(({ alpha, quadraticKl }) => ({ x: alpha, y: quadraticKl })),
  ),
]

export const entropyLines = ({ points }: StepCurve, theme: Theme): FunctionLine[] => [
  line(
    0,
    theme,
    'entropy',
    points.map(({ alpha, entropy }) => ({ x: alpha, y: entropy })),
  ),
]

/** What every direction gains for the same change of the policy. */
export const gainLines = ({ curves }: StepSizeView, theme: Theme): FunctionLine[] =>
  curves.map(({ direction, points }, i) =>
    line(
      i,
      theme,
      directionLabels[direction],
      points.flatMap(({ kl, J }) => (kl === null || kl <= 0 ? [] : [{ x: kl, y: J }])),
    ),
  )
