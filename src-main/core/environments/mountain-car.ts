import type { MountainCarParameters } from '#shared/environments.ts'
import { TRACK } from '#shared/environments/mountain-car.ts'
import { cos } from '#shared/math/sine.ts'
import type { Environment } from './environment.ts'

/**
 * Mountain car of Moore (1990), as in Gymnasium's MountainCar-v0.
 *
 * State and observation: position in [−1.2, 0.6] and velocity. Actions: 0 left, 1 none, 2 right.
 * The hill is sin 3x; the left end of the track stops the car. Reward: −1 for every step.
 * Starts at rest in U(−0.6, −0.4). Terminates at the goal position, at the goal velocity or faster.
 */
export function createMountainCar(parameters: MountainCarParameters): Environment {
  const { force, gravity, maxSpeed, goalPosition, goalVelocity } = parameters
  return {
    stateSize: 2,
    observationSize: 2,
    actionSize: 1,

    reset(state, at, rng) {
      state[at] = -0.6 + 0.2 * rng.uniform()
      state[at + 1] = 0
    },

    step(state, at, action, actionAt) {
      const before = state[at]!
      const push = (action[actionAt]! - 1) * force + cos(3 * before) * -gravity
      const velocity = clip(state[at + 1]! + push, -maxSpeed, maxSpeed)
      const position = clip(before + velocity, TRACK.low, TRACK.high)
      state[at] = position
      state[at + 1] = position === TRACK.low && velocity < 0 ? 0 : velocity
      return -1
    },

    observe(state, at, observation, observationAt) {
      observation[observationAt] = state[at]!
      observation[observationAt + 1] = state[at + 1]!
    },

    isTerminated: (state, at) => state[at]! >= goalPosition && state[at + 1]! >= goalVelocity,
    isTruncated: () => false,
  }
}

const clip = (x: number, low: number, high: number) => Math.min(high, Math.max(low, x))
