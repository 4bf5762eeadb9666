import { environmentNames, figureFileName, runsFileName, runsPhrase } from './captions.ts'
import type { Figure, FigurePoint } from './figure.ts'
import { seriesColor, type Theme } from './palette.ts'
import type { PolicyMapFigure } from './policy-views.ts'

/** A policy over the one component its environment's state has, as a line; null: it is no Gaussian's mean or V. */
export function policyLineFigure(
  { run, map, request: { x, y }, variables, view }: PolicyMapFigure,
  theme: Theme,
): Figure | null {
  const { policy, values, update } = map
  const { kind } = view.view
  if (y !== null || variables[x.index]!.values !== null) return null
  const component = view.view.kind === 'mean' ? view.view.component : 0
  const isMean = kind === 'mean' && policy.kind === 'gaussian'
  if (!isMean && kind !== 'value') return null
  const sigma = isMean ? policy.sigma[component]! : null
  const points = Array.from({ length: x.count }, (_, i): FigurePoint => {
    const value = isMean ? policy.mean[i]![component]! : (values?.[i] ?? Number.NaN)
    return {
      x: x.from + ((i + 0.5) * (x.to - x.from)) / x.count,
      value,
      ...(sigma === null ? {} : { lower: value - sigma, upper: value + sigma }),
    }
  })
  const { label, unit } = variables[x.index]!
  return {
    title: `${view.label} of the policy over ${label}`,
    xTitle: unit ? `${label} (${unit})` : label,
    yTitle: view.label,
    xScale: 'linear',
    yScale: 'linear',
    horizontal: { min: x.from, max: x.to },
    series: [{ label: `#${run.id}`, color: seriesColor(0, theme), dash: [], points }],
    threshold: null,
    columns: {
      value: isMean ? 'mean' : 'value',
      ...(sigma === null ? {} : { lower: 'mean − σ', upper: 'mean + σ' }),
    },
    notes: sigma === null ? [] : [{ mark: 'band', text: 'mean ± σ' }],
    caption: `${view.label} of the policy after ${update} updates on ${environmentNames([run])}: ${runsPhrase([run])}.`,
    fileName: figureFileName(
      environmentNames([run]),
      `policy ${view.label}`,
      runsFileName([run.id]),
    ),
  }
}
