import type { Environment } from './environment.ts'

const GRAVITY = 10
const MASS = 1
const LENGTH = 1
const TIME_STEP = 0.05
const MAX_TORQUE = 2
const MAX_ANGULAR_VELOCITY = 8

/**
 * Swing a pendulum up and keep it there, as in Gymnasium's Pendulum-v1.
 *
 * State: angle θ (rad, 0 upright, unwrapped) and angular velocity. Observation: cos θ, sin θ, θ̇.
 * Action: a torque in N·m, clipped to ±2. Reward: −(θ² + 0.1 θ̇² + 0.001 torque²), with the state
 * before the step and θ wrapped to [−π, π). Never terminates.
 */
export const pendulum: Environment = {
  stateSize: 2,
  observationSize: 3,
  actionSize: 1,

  reset(state, at, rng) {
    state[at] = (2 * rng.uniform() - 1) * Math.PI
    state[at + 1] = 2 * rng.uniform() - 1
  },

  step(state, at, action, actionAt) {
    const angle = state[at]!
    const angularVelocity = state[at + 1]!
    const torque = clip(action[actionAt]!, MAX_TORQUE)
    const wrapped = wrap(angle)
    const reward = -(
      wrapped * wrapped +
      0.1 * angularVelocity * angularVelocity +
      0.001 * torque * torque
    )

    const acceleration =
      ((3 * GRAVITY) / (2 * LENGTH)) * Math.sin(angle) + (3 / (MASS * LENGTH * LENGTH)) * torque
    const next = clip(angularVelocity + acceleration * TIME_STEP, MAX_ANGULAR_VELOCITY)
    // Semi-implicit Euler: the angle moves with the new velocity.
    state[at] = angle + next * TIME_STEP
    state[at + 1] = next
    return reward
  },

  observe(state, at, observation, observationAt) {
    observation[observationAt] = Math.cos(state[at]!)
    observation[observationAt + 1] = Math.sin(state[at]!)
    observation[observationAt + 2] = state[at + 1]!
  },

  isTerminated: () => false,
  isTruncated: () => false,
}

const clip = (x: number, limit: number) => Math.min(limit, Math.max(-limit, x))

/** The same angle in [−π, π). */
function wrap(angle: number): number {
  const turn = 2 * Math.PI
  const rest = (angle + Math.PI) % turn
  return (rest < 0 ? rest + turn : rest) - Math.PI
}
