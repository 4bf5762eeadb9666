import { describeEnvironment, environmentIds, type EnvironmentId } from './environments.ts'
import { seesTime } from './policy-input.ts'
import type { RunConfig } from './run-config.ts'

/** Environments whose J is a sum over all states and actions, or a formula. */
const EXACT: readonly string[] = [
  'ShortCorridor-v0',
  'FrozenLake-v1',
  'CliffWalking-v1',
  'MultiArmedBandit-v0',
  'GaussianBandit-v0',
  'LinearQuadratic-v0',
]

const exactEnvironmentIds: readonly EnvironmentId[] = environmentIds.filter((id) =>
  EXACT.includes(id),
)

export const hasExactValues = (id: EnvironmentId): boolean => exactEnvironmentIds.includes(id)

/** Why J has no exact value in this configuration, in a sentence; null: it has one. */
export function exactnessProblem(config: RunConfig): string | null {
  const { environment, estimator } = config
  const { id } = environment
  if (!hasExactValues(id)) {
    const { state } = describeEnvironment(environment)
    return `environment.id ${id} has a continuous state of ${state.length} numbers, which cannot be enumerated for exact values; use ${exactEnvironmentIds.join(', ')}`
  }
  if (id === 'LinearQuadratic-v0' && !isLinearInState(config.policy)) {
    return `policy ${describePolicy(config.policy)} is not linear in the state of environment.id LinearQuadratic-v0, which its exact values need; use gaussian-linear with features raw and without normalised observations`
  }
  if (seesTime(config)) {
    return `estimator.truncation is ${estimator.truncation}, which shows the policy the time that is left, but exact values are of policies that see the state alone; use terminal`
  }
  return null
}

const isLinearInState = (policy: RunConfig['policy']): boolean =>
  policy.kind === 'gaussian-linear' && policy.features === 'raw' && !policy.normalizeObservations

const describePolicy = (policy: RunConfig['policy']): string =>
  policy.kind === 'gaussian-linear'
    ? `${policy.kind} with features ${policy.features}${policy.normalizeObservations ? ' and normalised observations' : ''}`
    : policy.kind
