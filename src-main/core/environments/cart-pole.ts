import type { CartPoleParameters } from '#shared/environments.ts'
import { sinCos } from '#shared/math/sine.ts'
import type { Environment } from './environment.ts'

const INITIAL_RANGE = 0.05

/**
 * Cart-pole of Barto, Sutton & Anderson (1983), as in Gymnasium's CartPole-v1.
 *
 * State: cart position (m) and velocity, pole angle (rad, 0 upright) and angular velocity.
 * Actions: 0 pushes left, 1 pushes right, each with 10 N for 0.02 s.
 * Reward: 1 for every step, the last one included.
 * Terminates when the cart is beyond ±2.4 m or the pole beyond ±12°.
 */
export function createCartPole(parameters: CartPoleParameters): Environment {
  const { gravity, cartMass, poleMass, poleHalfLength, force: push, timeStep } = parameters
  const { maxPosition } = parameters
  const maxAngle = (parameters.maxAngle * 2 * Math.PI) / 360
  const totalMass = poleMass + cartMass
  const poleMassLength = poleMass * poleHalfLength
  const turned = new Float64Array(2)

  return {
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
      const force = action[actionAt] === 1 ? push : -push
      sinCos(angle, turned)
      const sine = turned[0]!
      const cosine = turned[1]!

      // Florian (2007), "Correct equations for the dynamics of the cart-pole system", without friction.
      // The order of operations is Gymnasium's: squares are taken first.
      const shared =
        (force + poleMassLength * (angularVelocity * angularVelocity) * sine) / totalMass
      const angularAcceleration =
        (gravity * sine - cosine * shared) /
        (poleHalfLength * (4 / 3 - (poleMass * (cosine * cosine)) / totalMass))
      const acceleration = shared - (poleMassLength * angularAcceleration * cosine) / totalMass

      // Explicit Euler: positions move with the velocities from before the step.
      state[at] = state[at]! + timeStep * velocity
      state[at + 1] = velocity + timeStep * acceleration
      state[at + 2] = angle + timeStep * angularVelocity
      state[at + 3] = angularVelocity + timeStep * angularAcceleration
      return 1
    },

    observe(state, at, observation, observationAt) {
      for (let i = 0; i < 4; i++) observation[observationAt + i] = state[at + i]!
    },

    isTerminated: (state, at) =>
      Math.abs(state[at]!) > maxPosition || Math.abs(state[at + 2]!) > maxAngle,
    isTruncated: () => false,
  }
}
