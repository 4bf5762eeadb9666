import { costProblem } from '../cost.ts'
import { describeEnvironment, type StateQuantity } from '../environments.ts'
import type { RunConfig } from '../run-config.ts'
import { estimatorDisagreements } from './estimator-disagreements.ts'
import { featureDisagreements } from './feature-disagreements.ts'

/** A field that is valid alone but not beside the others. */
export interface Disagreement {
  readonly path: string[]
  readonly message: string
}

/** Fields that are valid alone but not together, one sentence each. */
export function disagreements(config: RunConfig): Disagreement[] {
  const { environment, policy, batch } = config
  const found: Disagreement[] = []
  const { actionSpace, state } = describeEnvironment(environment)
  if (policy.kind === 'gaussian-linear' && actionSpace.kind === 'discrete') {
    found.push({
      path: ['policy', 'kind'],
      message: `gaussian-linear needs continuous actions, but environment.id ${environment.id} has ${actionSpace.labels.length} discrete ones; use softmax-linear or mlp`,
    })
  }
  if (policy.kind === 'softmax-linear' && actionSpace.kind === 'continuous') {
    found.push({
      path: ['policy', 'kind'],
      message: `softmax-linear needs discrete actions, but environment.id ${environment.id} has continuous ones; use gaussian-linear or mlp`,
    })
  }
  found.push(...initialStateProblems(environment.initialState, state))
  if ('environmentSteps' in batch && batch.environmentSteps < batch.environments) {
    found.push({
      path: ['batch', 'environmentSteps'],
      message: `is ${batch.environmentSteps}, less than batch.environments ${batch.environments}; every environment needs at least one step`,
    })
  }
  if ('environmentSteps' in batch && batch.environmentSteps % batch.environments !== 0) {
    found.push({
      path: ['batch', 'environmentSteps'],
      message: `is ${batch.environmentSteps}; it must be a multiple of batch.environments ${batch.environments}`,
    })
  }
  found.push(...estimatorDisagreements(config))
  const features = featureDisagreements(config)
  // Too many features would be told again, as too much memory.
  const cost = features.length > 0 ? null : costProblem(config)
  return [...found, ...features, ...(cost ? [cost] : [])]
}

function initialStateProblems(
  initial: RunConfig['environment']['initialState'],
  quantities: readonly StateQuantity[],
): Disagreement[] {
  if (initial === 'default') return []
  const at = (field: string) => ['environment', 'initialState', field]
  const vectors =
    initial.kind === 'point'
      ? [['state', initial.state] as const]
      : [['low', initial.low] as const, ['high', initial.high] as const]
  const wrongLength = vectors.find(([, values]) => values.length !== quantities.length)
  if (wrongLength) {
    const [field, values] = wrongLength
    return [
      {
        path: at(field),
        message: `has ${values.length} numbers; the state has ${quantities.length}`,
      },
    ]
  }
  for (const [field, values] of vectors) {
    const i = values.findIndex((value, i) => isOutside(value, quantities[i]!))
    if (i === -1) continue
    const { label, range } = quantities[i]!
    const message = `component ${i} is ${values[i]}; ${label} must be from ${range![0]} to ${range![1]}`
    return [{ path: at(field), message }]
  }
  if (initial.kind === 'point') return []
  const i = initial.low.findIndex((low, i) => low > initial.high[i]!)
  if (i === -1) return []
  return [
    {
      path: at('low'),
      message: `component ${i} is ${initial.low[i]}, above high ${initial.high[i]}; low must not be above high`,
    },
  ]
}

const isOutside = (value: number, { range }: StateQuantity) =>
  range !== undefined && (value < range[0] || value > range[1])
