import type { PendulumParameters } from '#shared/environments.ts'
import { sin, sinCos } from '#shared/math/sine.ts'
import type { Environment } from './environment.ts'

const TORQUE_COST = Math.fround(0.001)

/**
 * Swing a pendulum up and keep it there, as in Gymnasium's Pendulum-v1.
 *
 * State: angle θ (rad, 0 upright, unwrapped) and angular velocity. Observation: cos θ, sin θ, θ̇.
 * Action: a torque in N·m, clipped to ±2. Reward: −(θ² + 0.1 θ̇² + 0.001 torque²), with the state
 * before the step and θ wrapped to [−π, π). Never terminates.
 *
 * Gymnasium's actions have 32 bits, and so has what it calculates from them alone (NumPy 2). So here:
 * upright, a difference of one bit grows a thousandfold within two seconds.
 */
export function createPendulum(parameters: PendulumParameters): Environment {
  const { gravity, mass, length, timeStep, maxTorque, maxAngularVelocity } = parameters
  const pull = (3 * gravity) / (2 * length)
  const turned = new Float64Array(2)
  const answer = Math.fround(3 / (mass * length * length))

  return {
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
      const torque = Math.fround(clip(Math.fround(action[actionAt]!), maxTorque))
      const wrapped = wrap(angle)
      const reward = -(
        wrapped * wrapped +
        0.1 * (angularVelocity * angularVelocity) +
        Math.fround(TORQUE_COST * Math.fround(torque * torque))
      )

      const acceleration = pull * sin(angle) + Math.fround(answer * torque)
      const next = clip(angularVelocity + acceleration * timeStep, maxAngularVelocity)
      // Semi-implicit Euler: the angle moves with the new velocity.
      state[at] = angle + next * timeStep
      state[at + 1] = next
      return reward
    },

    observe(state, at, observation, observationAt) {
      sinCos(state[at]!, turned)
      observation[observationAt] = turned[1]!
      observation[observationAt + 1] = turned[0]!
      observation[observationAt + 2] = state[at + 1]!
    },

    isTerminated: () => false,
    isTruncated: () => false,
  }
}

const clip = (x: number, limit: number) => Math.min(limit, Math.max(-limit, x))

/** The same angle in [−π, π). */
function wrap(angle: number): number {
  const turn = 2 * Math.PI
  const moved = angle + Math.PI
  // Within the first turn the remainder is the number itself; the operator takes much longer.
  const rest = moved >= 0 && moved < turn ? moved : moved % turn
  return (rest < 0 ? rest + turn : rest) - Math.PI
}
