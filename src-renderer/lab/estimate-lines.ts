import type { GradientCheck, GradientEstimate } from '#shared/gradient-check.ts'
import type { FunctionLine } from '#renderer/charts/function-chart.ts'
import { seriesDash } from '#shared/figure/series-style.ts'
import { seriesColor, type Theme } from '#shared/figure/palette.ts'
import { estimatorTexts } from './estimator-labels.ts'

type Quantity = 'traceCovariance' | 'noiseToSignal' | 'estimateCosine'

const PALETTE = 8

/** A quantity of every estimator against K, in the order of the table. */
export function estimateLines(
  { estimates }: Pick<GradientCheck, 'estimates'>,
  quantity: Quantity,
  theme: Theme,
): FunctionLine[] {
  const names = [...new Set(estimates.map(({ estimator }) => estimator))]
  return names.map((name, i) => ({
    label: estimatorTexts[name].label,
    color: seriesColor(i, theme),
    dash: seriesDash(Math.floor(i / PALETTE)),
    points: estimates
      .filter(({ estimator }) => estimator === name)
      .flatMap((estimate) => point(estimate, quantity)),
  }))
}

function point(estimate: GradientEstimate, quantity: Quantity) {
  const y = estimate[quantity]
  return y === null ? [] : [{ x: estimate.K, y }]
}

/** One component of θ: what it should be and what was found. */
export interface ComponentRow {
  readonly index: number
  readonly theta: number
  readonly exact: number
  readonly mean: number
  readonly standardError: number
  /** Null: the estimates did not vary. */
  readonly z: number | null
}

/** The components of the gradient, the largest first. */
export function componentRows(check: GradientCheck, estimate: GradientEstimate): ComponentRow[] {
  const scale = estimate.isPerStep ? 1 / check.expectedSteps : 1
  return check.gradient
    .map((g, index) => {
      const exact = g * scale
      const mean = estimate.mean[index]!
      const standardError = estimate.standardError[index]!
      const z = standardError > 0 ? (mean - exact) / standardError : null
      return { index, theta: check.parameters[index]!, exact, mean, standardError, z }
    })
    .sort((a, b) => Math.abs(b.exact) - Math.abs(a.exact))
}
