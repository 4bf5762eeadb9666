import { describeEnvironment } from '../environments.ts'
import { isBlind, type MapVariable, type PolicyMap, type PolicyMapRequest } from '../policy-map.ts'
import type { Run } from '../run.ts'

/** What a map colours: the most probable action, the probability or mean of one, H or V; or all there is of one distribution. */
export type PolicyView =
  | { readonly kind: 'action' | 'entropy' | 'value' | 'distribution' }
  | { readonly kind: 'probability' | 'mean'; readonly component: number }

/** A view with its name on screen. */
export interface NamedView {
  readonly view: PolicyView
  readonly label: string
  readonly definition: string
}

/** What can be coloured of a run's policy. */
export function policyViews(run: Pick<Run, 'config'>, hasValues: boolean): readonly NamedView[] {
  const description = describeEnvironment(run.config.environment)
  const { actionSpace } = description
  if (isBlind(description)) {
    return [
      actionSpace.kind === 'discrete'
        ? {
            view: { kind: 'distribution' },
            label: 'Probability of every action',
            definition: 'π(a): all states look the same, so that it does not depend on them',
          }
        : {
            view: { kind: 'distribution' },
            label: 'Mean action',
            definition: 'μ: all states look the same, so that it does not depend on them',
          },
    ]
  }
  const values: NamedView[] = hasValues
    ? [
        {
          view: { kind: 'value' },
          label: 'V(s)',
          definition: 'What the learned value function expects to earn from the state on',
        },
      ]
    : []
  if (actionSpace.kind === 'continuous') {
    const means = Array.from({ length: actionSpace.size }, (_, component): NamedView => {
      const { label, unit } = actionSpace.quantities[component] ?? {
        label: `action ${component + 1}`,
      }
      return {
        view: { kind: 'mean', component },
        label: `Mean ${label}${unit ? ` (${unit})` : ''}`,
        definition: 'μ(s) of the Gaussian policy; its σ is the same in every state',
      }
    })
    return [...means, ...values]
  }
  return [
    {
      view: { kind: 'action' },
      label: 'Most probable action',
      definition: 'The action with the largest π(a|s); the paler, the less probable it is',
    },
    ...actionSpace.labels.map((label, component): NamedView => ({
      view: { kind: 'probability', component },
      label: `Probability of “${label}”`,
      definition: 'π(a|s) of this action',
    })),
    {
      view: { kind: 'entropy' },
      label: 'Entropy (nats)',
      definition: 'H(π(·|s)) = −Σ_a π(a|s) log π(a|s): 0 where the policy is sure',
    },
    ...values,
  ]
}

/** What is drawn of a policy. */
export interface PolicyMapFigure {
  readonly run: Pick<Run, 'id' | 'configHash' | 'config'>
  readonly map: PolicyMap
  readonly request: PolicyMapRequest
  readonly variables: readonly MapVariable[]
  readonly view: NamedView
}
