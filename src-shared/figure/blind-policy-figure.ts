import { describeEnvironment } from '../environments.ts'
import { shortNumber } from './axes.ts'
import { environmentNames, figureFileName, runsFileName, runsPhrase } from './captions.ts'
import type { HeatFigure } from './heat-figure.ts'
import type { PolicyMapFigure } from './policy-views.ts'

/** The policy of an environment whose states all look the same: one distribution, action by action. */
export function blindPolicyFigure({ run, map, view }: PolicyMapFigure): HeatFigure {
  const { actionSpace } = describeEnvironment(run.config.environment)
  const { policy, entropy, update } = map
  const labels =
    actionSpace.kind === 'discrete'
      ? actionSpace.labels
      : actionSpace.quantities.map(({ label }) => label)
  const values = policy.kind === 'categorical' ? policy.probabilities[0]! : policy.mean[0]!
  const texts = values.map((value, i) =>
    policy.kind === 'categorical'
      ? shortNumber(value, 3)
      : `${shortNumber(value)} ± ${shortNumber(policy.sigma[i]!)}`,
  )
  const parts = labels.map((label, i) => `${label} ${texts[i]}`)
  const reach = Math.max(1e-9, ...values.map(Math.abs))
  return {
    title: view.label,
    summary: `${view.label} of the policy, after ${update} updates. ${parts.join(', ')}`,
    xTitle: '',
    yTitle: 'Action',
    valueTitle: view.label,
    columns: [{ min: 0, max: 1 }],
    rows: labels.map((label, i) => ({ min: i, max: i + 1, label })),
    values: [values],
    scale:
      policy.kind === 'categorical'
        ? { kind: 'sequential', min: 0, max: 1 }
        : { kind: 'diverging', middle: 0, reach },
    horizontal: null,
    hasAxes: true,
    marks: [],
    signs: texts.map((text, row) => ({ column: 0, row, text })),
    notes: [`Entropy ${shortNumber(entropy[0]!)} nats.`],
    caption: `${view.label} of the policy after ${update} updates on ${environmentNames([run])}: ${runsPhrase([run])}.`,
    fileName: figureFileName(
      environmentNames([run]),
      `policy ${view.label}`,
      runsFileName([run.id]),
    ),
    table: () => ({
      header: ['action', policy.kind === 'categorical' ? 'probability' : 'mean', 'sigma'],
      rows: labels.map((label, i) => [
        label,
        values[i]!,
        policy.kind === 'gaussian' ? policy.sigma[i]! : Number.NaN,
      ]),
    }),
  }
}
