import type { MovingParticleParameters } from '#shared/environments.ts'
import type { Environment } from './environment.ts'

const DIRECTIONS = 8

/**
 * A particle in the unit square that walks 0.05 per step towards an angle; walls stop it.
 *
 * State and observation: x, y. Action: the angle in radians, 0 = east, counter-clockwise.
 * Reward: minus the distance to the goal's centre after the step, plus 10 on reaching the goal disc.
 * p(s0) is uniform over the square. Terminates inside the goal disc.
 */
export function createMovingParticleContinuous({
  goal: [goalX, goalY],
  goalRadius,
  stepLength,
  goalReward,
}: MovingParticleParameters): Environment {
  const distance = (state: Float64Array, at: number) =>
    Math.hypot(state[at]! - goalX, state[at + 1]! - goalY)

  return {
    stateSize: 2,
    observationSize: 2,
    actionSize: 1,

    reset(state, at, rng) {
      state[at] = rng.uniform()
      state[at + 1] = rng.uniform()
    },

    step(state, at, action, actionAt) {
      const angle = action[actionAt]!
      state[at] = intoUnit(state[at]! + stepLength * Math.cos(angle))
      state[at + 1] = intoUnit(state[at + 1]! + stepLength * Math.sin(angle))
      const left = distance(state, at)
      return left <= goalRadius ? goalReward - left : -left
    },

    observe(state, at, observation, observationAt) {
      observation[observationAt] = state[at]!
      observation[observationAt + 1] = state[at + 1]!
    },

    isTerminated: (state, at) => distance(state, at) <= goalRadius,
    isTruncated: () => false,
  }
}

/** The same particle with eight directions: action i walks towards the angle i · 45°. */
export function createMovingParticle(parameters: MovingParticleParameters): Environment {
  const particle = createMovingParticleContinuous(parameters)
  const angle = new Float64Array(1)
  return {
    ...particle,
    step(state, at, action, actionAt, rng) {
      angle[0] = (action[actionAt]! * 2 * Math.PI) / DIRECTIONS
      return particle.step(state, at, angle, 0, rng)
    },
  }
}

const intoUnit = (x: number) => Math.min(1, Math.max(0, x))
