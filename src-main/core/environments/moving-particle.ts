import type { MovingParticleParameters } from '#shared/environments.ts'
import { cos, sin, sinCos } from '#shared/math/sine.ts'
import { squareOf } from '#shared/math/square.ts'
import type { Environment } from './environment.ts'

const DIRECTIONS = 8

/**
 * A particle in the unit square that walks 0.05 per step towards an angle; walls stop it.
 *
 * State and observation: x, y. Action: the angle in radians, 0 = east, counter-clockwise.
 * Reward: minus the distance to the goal's centre after the step, plus 10 on reaching the goal disc.
 * p(s0) is uniform over the square. Terminates inside the goal disc.
 */
export function createMovingParticleContinuous(parameters: MovingParticleParameters): Environment {
  const turned = new Float64Array(2)
  return createWalker(parameters, (angle) => {
    sinCos(angle, turned)
    return turned
  })
}

/** The same particle with eight directions: action i walks towards the angle i · 45°. */
export function createMovingParticle(parameters: MovingParticleParameters): Environment {
  const directions = Array.from({ length: DIRECTIONS }, (_, i) => {
    const angle = (i * 2 * Math.PI) / DIRECTIONS
    return Float64Array.of(sin(angle), cos(angle))
  })
  return createWalker(parameters, (action) => directions[action]!)
}

/** `directionOf` returns the sine and the cosine of an action's angle. */
function createWalker(
  { goal: [goalX, goalY], goalRadius, stepLength, goalReward }: MovingParticleParameters,
  directionOf: (action: number) => Float64Array,
): Environment {
  const distance = (state: Float64Array, at: number) =>
    Math.sqrt(squareOf(state[at]! - goalX) + squareOf(state[at + 1]! - goalY))

  return {
    stateSize: 2,
    observationSize: 2,
    actionSize: 1,

    reset(state, at, rng) {
      state[at] = rng.uniform()
      state[at + 1] = rng.uniform()
    },

    step(state, at, action, actionAt) {
      const direction = directionOf(action[actionAt]!)
      state[at] = intoUnit(state[at]! + stepLength * direction[1]!)
      state[at + 1] = intoUnit(state[at + 1]! + stepLength * direction[0]!)
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

const intoUnit = (x: number) => Math.min(1, Math.max(0, x))
