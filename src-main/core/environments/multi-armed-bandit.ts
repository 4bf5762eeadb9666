import type { MultiArmedBanditParameters } from '#shared/environments.ts'
import type { Environment } from './environment.ts'
import type { FiniteEnvironment } from './finite-environment.ts'

/**
 * One pull of one of k arms (Sutton & Barto 2018, chapter 2).
 *
 * State: steps taken, 0 or 1. Observation: always 0. Action: the arm. Reward: drawn from N(μ_a, σ_a²).
 * Terminates after the only step; further steps pull again.
 */
export function createMultiArmedBandit({
  means,
  deviations,
}: MultiArmedBanditParameters): Environment {
  return {
    stateSize: 1,
    observationSize: 1,
    actionSize: 1,
    reset(state, at) {
      state[at] = 0
    },
    step(state, at, action, actionAt, rng) {
      const arm = action[actionAt]!
      state[at] = 1
      return means[arm]! + deviations[arm]! * rng.normal()
    },
    observe(_state, _at, observation, observationAt) {
      observation[observationAt] = 0
    },
    isTerminated: (state, at) => state[at] === 1,
    isTruncated: () => false,
  }
}

/** Its model: the rewards are the expected ones, μ_a. */
export function createMultiArmedBanditModel({
  means,
}: MultiArmedBanditParameters): FiniteEnvironment {
  return {
    stateCount: 2,
    actionCount: means.length,
    initialProbabilities: Float64Array.of(1, 0),
    transitions: (_state, arm) => [
      { probability: 1, nextState: 1, reward: means[arm]!, terminated: true },
    ],
    writeState: (steps, into, at) => void (into[at] = steps),
  }
}
