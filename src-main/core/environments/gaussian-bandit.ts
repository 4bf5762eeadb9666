import type { GaussianBanditParameters } from '#shared/environments.ts'
import type { Environment } from './environment.ts'

/**
 * One step with a number for an action, for which J and ∇J have closed forms (core/exact/gaussian-bandit.ts).
 *
 * State: steps taken, 0 or 1. Observation: always 0. Reward: −(a − target)².
 * Terminates after the only step; further steps pay again.
 */
export function createGaussianBandit({ target }: GaussianBanditParameters): Environment {
  return {
    stateSize: 1,
    observationSize: 1,
    actionSize: 1,
    reset(state, at) {
      state[at] = 0
    },
    step(state, at, action, actionAt) {
      const distance = action[actionAt]! - target
      state[at] = 1
      return -(distance * distance)
    },
    observe(_state, _at, observation, observationAt) {
      observation[observationAt] = 0
    },
    isTerminated: (state, at) => state[at] === 1,
    isTruncated: () => false,
  }
}
