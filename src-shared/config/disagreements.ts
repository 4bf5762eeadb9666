import { costProblem } from '../cost.ts'
import { describeEnvironment } from '../environments.ts'
import type { Disagreement } from './disagreement.ts'
import { environmentDisagreements } from './environment-disagreements.ts'
import { estimatorDisagreements } from './estimator-disagreements.ts'
import { featureDisagreements } from './feature-disagreements.ts'
import { optimizerDisagreements } from './optimizer-disagreements.ts'
import type { RunConfig } from './shape.ts'

/** Fields that are valid alone but not together, one sentence each. */
export function disagreements(config: RunConfig): Disagreement[] {
  const { environment, policy, batch } = config
  const found: Disagreement[] = []
  const { actionSpace } = describeEnvironment(environment)
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
  for (const { path, message } of environmentDisagreements(environment)) {
    found.push({ path: ['environment', ...path], message })
  }
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
  found.push(...estimatorDisagreements(config), ...optimizerDisagreements(config))
  const features = featureDisagreements(config)
  // Too many features would be told again, as too much memory.
  const cost = features.length > 0 ? null : costProblem(config)
  return [...found, ...features, ...(cost ? [cost] : [])]
}
