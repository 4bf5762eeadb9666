import type { RunConfig } from '#shared/run-config.ts'
import { createCliffWalkingModel } from './cliff-walking.ts'
import type { FiniteEnvironment } from './finite-environment.ts'
import { createFrozenLakeModel } from './frozen-lake.ts'
import { createMultiArmedBanditModel } from './multi-armed-bandit.ts'
import { createShortCorridorModel } from './short-corridor.ts'

function createModel(config: RunConfig['environment']): FiniteEnvironment | null {
  switch (config.id) {
    case 'FrozenLake-v1':
      return createFrozenLakeModel(config.parameters)
    case 'CliffWalking-v1':
      return createCliffWalkingModel(config.parameters)
    case 'ShortCorridor-v0':
      return createShortCorridorModel()
    case 'MultiArmedBandit-v0':
      return createMultiArmedBanditModel(config.parameters)
    default:
      return null
  }
}

/**
 * The model of the environment a configuration describes, with the configuration's p(s₀); null: it
 * has too many states to be numbered.
 */
export function createFiniteEnvironment(
  config: RunConfig['environment'],
): FiniteEnvironment | null {
  const model = createModel(config)
  if (model === null) return null
  const { stateCount, initialProbabilities } = model
  return {
    ...model,
    initialProbabilities:
      startProbabilities(config.initialState, stateCount) ?? initialProbabilities,
  }
}

/** All finite environments have one number for a state, its own; null: p(s₀) is the environment's. */
function startProbabilities(
  initial: RunConfig['environment']['initialState'],
  stateCount: number,
): Float64Array | null {
  if (initial === 'default') return null
  const [lowest] = initial.kind === 'point' ? initial.state : initial.low
  const [highest] = initial.kind === 'point' ? initial.state : initial.high
  const count = highest! - lowest! + 1
  return Float64Array.from({ length: stateCount }, (_, state) =>
    state >= lowest! && state <= highest! ? 1 / count : 0,
  )
}
