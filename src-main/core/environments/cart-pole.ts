import type { Environment } from './environment.ts'

const GRAVITY = 9.8
const CART_MASS = 1
const POLE_MASS = 0.1
const TOTAL_MASS = CART_MASS + POLE_MASS
const POLE_HALF_LENGTH = 0.5
const FORCE = 10
const TIME_STEP = 0.02
const MAX_POSITION = 2.4
const MAX_ANGLE = (12 * 2 * Math.PI) / 360
const INITIAL_RANGE = 0.05

/**
 * Cart-pole of Barto, Sutton & Anderson (1983), as in Gymnasium's CartPole-v1.
 *
 * State: cart position (m) and velocity, pole angle (rad, 0 upright) and angular velocity.
 * Actions: 0 pushes left, 1 pushes right, each with 10 N for 0.02 s.
 * Reward: 1 for every step, the last one included.
 * Terminates when the cart is beyond ±2.4 m or the pole beyond ±12°.
 */
export const cartPole: Environment = {
  stateSize: 4,
  observationSize: 4,
  actionSize: 1,

  reset(state, at, rng) {
    for (let i = 0; i < 4; i++) state[at + i] = (2 * rng.uniform() - 1) * INITIAL_RANGE
  },

  step(state, at, action, actionAt) {
    const velocity = state[at + 1]!
    const angle = state[at + 2]!
    const angularVelocity = state[at + 3]!
    const force = action[actionAt] === 1 ? FORCE : -FORCE
    const sin = Math.sin(angle)
    const cos = Math.cos(angle)

    // Florian (2007), "Correct equations for the dynamics of the cart-pole system", no friction.
    const push =
      (force + POLE_MASS * POLE_HALF_LENGTH * angularVelocity * angularVelocity * sin) / TOTAL_MASS
    const angularAcceleration =
      (GRAVITY * sin - cos * push) /
      (POLE_HALF_LENGTH * (4 / 3 - (POLE_MASS * cos * cos) / TOTAL_MASS))
    const acceleration =
      push - (POLE_MASS * POLE_HALF_LENGTH * angularAcceleration * cos) / TOTAL_MASS

    // Explicit Euler: positions move with the velocities from before the step.
    state[at] = state[at]! + TIME_STEP * velocity
    state[at + 1] = velocity + TIME_STEP * acceleration
    state[at + 2] = angle + TIME_STEP * angularVelocity
    state[at + 3] = angularVelocity + TIME_STEP * angularAcceleration
    return 1
  },

  observe(state, at, observation, observationAt) {
    for (let i = 0; i < 4; i++) observation[observationAt + i] = state[at + i]!
  },

  isTerminated: (state, at) =>
    Math.abs(state[at]!) > MAX_POSITION || Math.abs(state[at + 2]!) > MAX_ANGLE,
  isTruncated: () => false,
}
