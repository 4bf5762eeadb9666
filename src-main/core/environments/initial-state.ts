import type { RunConfig } from '#shared/run-config.ts'
import type { Environment } from './environment.ts'

/** Replaces p(s0) by a point or by the uniform distribution over a box. */
export function withInitialState(
  environment: Environment,
  initial: RunConfig['environment']['initialState'],
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
        state[at + i] = lowest + (high[i]! - lowest) * rng.uniform()
      })
    },
  }
}
