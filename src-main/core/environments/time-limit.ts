import type { Environment } from './environment.ts'

/**
 * Truncates an episode after `maxSteps`; never marks it terminated. The state gains the steps taken.
 *
 * Unlike Gymnasium's wrapper, an episode that terminates at the limit is not truncated too.
 */
export function withTimeLimit(environment: Environment, maxSteps: number): Environment {
  const stepsAt = environment.stateSize
  return {
    ...environment,
    stateSize: environment.stateSize + 1,
    reset(state, at, rng) {
      environment.reset(state, at, rng)
      state[at + stepsAt] = 0
    },
    step(state, at, action, actionAt, rng) {
      state[at + stepsAt] = state[at + stepsAt]! + 1
      return environment.step(state, at, action, actionAt, rng)
    },
    isTruncated: (state, at) =>
      environment.isTruncated(state, at) ||
      (state[at + stepsAt]! >= maxSteps && !environment.isTerminated(state, at)),
  }
}

/**
 * Observes the share of the time limit that is left too: 1 at the start, 0 at the limit. Of an
 * environment whose last wrapper with a state is `withTimeLimit`.
 */
export function withTimeLeft(environment: Environment, maxSteps: number): Environment {
  const { observationSize } = environment
  const stepsAt = environment.stateSize - 1
  return {
    ...environment,
    observationSize: observationSize + 1,
    observe(state, at, observation, observationAt) {
      environment.observe(state, at, observation, observationAt)
      observation[observationAt + observationSize] = 1 - state[at + stepsAt]! / maxSteps
    },
  }
}
