import type { MountainCarContinuousParameters } from '#shared/environments.ts'
import { TRACK } from '#shared/environments/mountain-car.ts'
import { cos } from '#shared/math/sine.ts'
import type { Environment } from './environment.ts'

/* What the third number of the state says. */
const NEW = 0
const STEPPED = 1
const ENDED = 2

const exact = (x: number) => x

/**
 * Mountain car with continuous actions, as in Gymnasium's MountainCarContinuous-v0.
 *
 * State and observation: position in [−1.2, 0.6] and velocity. Action: a force, clipped to ±1.
 * Reward: −0.1 times the squared action before it is clipped, and 100 at the goal.
 * Starts at rest in U(−0.6, −0.4). Terminates at the goal position, at the goal velocity or faster.
 *
 * Gymnasium keeps the state in 32 bits from the first step on, and then calculates in 32 bits (NumPy 2),
 * but for a force that was clipped. So does this, to the bit; a new state has 64. Whether the goal is
 * reached is told before the state is rounded, so the state remembers it.
 */
export function createMountainCarContinuous(
  parameters: MountainCarContinuousParameters,
): Environment {
  const { power, gravity, maxSpeed, goalPosition, goalVelocity, goalReward, actionCost } =
    parameters

  return {
    stateSize: 3,
    observationSize: 2,
    actionSize: 1,

    reset(state, at, rng) {
      state[at] = -0.6 + 0.2 * rng.uniform()
      state[at + 1] = 0
      state[at + 2] = NEW
    },

    step(state, at, action, actionAt) {
      const round = state[at + 2] === NEW ? exact : Math.fround
      const chosen = Math.fround(action[actionAt]!)
      const pull = gravity * cos(round(3 * state[at]!))
      const push =
        Math.abs(chosen) > 1
          ? Math.sign(chosen) * power - pull
          : Math.fround(Math.fround(chosen * Math.fround(power)) - Math.fround(pull))

      let velocity = round(state[at + 1]! + round(push))
      if (velocity > round(maxSpeed)) velocity = round(maxSpeed)
      if (velocity < round(-maxSpeed)) velocity = round(-maxSpeed)
      let position = round(state[at]! + velocity)
      if (position > round(TRACK.high)) position = round(TRACK.high)
      if (position < round(TRACK.low)) position = round(TRACK.low)
      if (position === round(TRACK.low) && velocity < 0) velocity = 0

      const isAtGoal = position >= round(goalPosition) && velocity >= round(goalVelocity)
      state[at] = Math.fround(position)
      state[at + 1] = Math.fround(velocity)
      state[at + 2] = isAtGoal ? ENDED : STEPPED
      return (isAtGoal ? goalReward : 0) - chosen * chosen * actionCost
    },

    observe(state, at, observation, observationAt) {
      observation[observationAt] = state[at]!
      observation[observationAt + 1] = state[at + 1]!
    },

    isTerminated: (state, at) => state[at + 2] === ENDED,
    isTruncated: () => false,
  }
}
