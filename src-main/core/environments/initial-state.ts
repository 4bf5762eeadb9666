import type { StateQuantity } from '#shared/environments.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Environment } from './environment.ts'

/**
 * Replaces p(s0) by a point or by the uniform distribution over a box; over the whole numbers in it,
 * where a component of the state is an index.
 */
export function withInitialState(
  environment: Environment,
  initial: RunConfig['environment']['initialState'],
  quantities: readonly StateQuantity[],
): Environment {
  if (initial === 'default') return environment
  const low = initial.kind === 'point' ? initial.state : initial.low
  const high = initial.kind === 'point' ? initial.state : initial.high
  return {
    ...environment,
    reset(state, at, rng) {
      // The environment resets first: there may be more to its state than a person can set.
      environment.reset(state, at, rng)
      low.forEach((lowest, i) => {
        const width = high[i]! - lowest
        state[at + i] =
          quantities[i]!.values === undefined
            ? lowest + width * rng.uniform()
            : lowest + Math.floor((width + 1) * rng.uniform())
      })
    },
  }
}
