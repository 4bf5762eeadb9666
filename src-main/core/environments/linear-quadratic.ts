import type { LinearQuadraticParameters } from '#shared/environments.ts'
import type { Environment } from './environment.ts'

/**
 * A linear system with a quadratic cost, in one dimension.
 *
 * State and observation: s. Action: a number a. s' = A·s + B·a + noise, normal with mean 0.
 * Reward: −(Q·s² + R·a²), with the state before the step. p(s0) = N(0, 1). Never terminates.
 */
export function createLinearQuadratic(parameters: LinearQuadraticParameters): Environment {
  const { A, B, noise, Q, R } = parameters
  return {
    stateSize: 1,
    observationSize: 1,
    actionSize: 1,
    reset(state, at, rng) {
      state[at] = rng.normal()
    },
    step(state, at, action, actionAt, rng) {
      const s = state[at]!
      const a = action[actionAt]!
      state[at] = A * s + B * a + noise * rng.normal()
      return -(Q * s * s + R * a * a)
    },
    observe(state, at, observation, observationAt) {
      observation[observationAt] = state[at]!
    },
    isTerminated: () => false,
    isTruncated: () => false,
  }
}
