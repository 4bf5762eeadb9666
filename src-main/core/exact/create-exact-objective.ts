import { describeEnvironment } from '#shared/environments.ts'
import { ApiError } from '#shared/errors.ts'
import { exactnessProblem } from '#shared/exact-environments.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { createFiniteEnvironment } from '../environments/create-finite-environment.ts'
import type { Environment } from '../environments/environment.ts'
import type { Policy } from '../policies/policy.ts'
import type { ExactObjective } from './exact-objective.ts'
import { createFiniteObjective } from './finite-objective.ts'
import { createGaussianBanditObjective } from './gaussian-bandit-objective.ts'
import { createLinearQuadraticObjective } from './linear-quadratic-objective.ts'
import { createStateNumbers } from './state-numbers.ts'

interface ConfiguredObjective {
  readonly exact: ExactObjective
  /** Numbers in the environment's own state vector. */
  readonly ownStateSize: number
}

/** J of a configuration; `environment`'s observations are the network's input. Refuses what has none. */
export function createExactObjective(
  config: RunConfig,
  environment: Environment,
  policy: Policy,
): ConfiguredObjective {
  const problem = exactnessProblem(config)
  if (problem !== null) throw new ApiError('invalid-params', problem)
  const { environment: settings } = config
  const { state, maxEpisodeSteps: horizon } = describeEnvironment(settings)
  const ownStateSize = state.length
  const { gamma } = config.estimator

  if (settings.id === 'GaussianBandit-v0') {
    const { target } = settings.parameters
    const exact = createGaussianBanditObjective({ environment, policy, target, gamma })
    return { exact, ownStateSize }
  }
  if (settings.id === 'LinearQuadratic-v0') {
    const { A, B, noise, Q, R } = settings.parameters
    const system = { A, B, noise, Q, R, horizon, gamma, ...startMoments(settings.initialState) }
    return { exact: createLinearQuadraticObjective(system, policy), ownStateSize }
  }
  const finite = createFiniteEnvironment(settings)
  if (finite === null) throw new Error(`${settings.id} has no model to take exact values from`)
  const numbers = createStateNumbers(finite, ownStateSize)
  const exact = createFiniteObjective({ finite, numbers, environment, policy, horizon, gamma })
  return { exact, ownStateSize }
}

/** E[s₀] and E[s₀²] of one number: N(0, 1), a point, or uniform between two. */
function startMoments(initial: RunConfig['environment']['initialState']) {
  if (initial === 'default') return { mean: 0, square: 1 }
  const low = initial.kind === 'point' ? initial.state[0]! : initial.low[0]!
  const high = initial.kind === 'point' ? initial.state[0]! : initial.high[0]!
  return { mean: (low + high) / 2, square: (low * low + low * high + high * high) / 3 }
}
