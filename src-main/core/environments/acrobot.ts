import type { AcrobotParameters } from '#shared/environments.ts'
import { cos, sinCos } from '#shared/math/sine.ts'
import type { Environment } from './environment.ts'

const INITIAL_RANGE = 0.1
const MAX_FIRST_VELOCITY = 4 * Math.PI
const MAX_SECOND_VELOCITY = 9 * Math.PI

/**
 * Acrobot of Sutton (1996), as in Gymnasium's Acrobot-v1 with the equations of Sutton & Barto's book.
 *
 * State: the first link's angle (rad, 0 hanging), the second's relative to it, both wrapped to [−π, π],
 * and their velocities, clipped to 4π and 9π. Observation: cos and sin of either angle, velocities.
 * Actions: 0, 1, 2 put a torque of −1, 0, 1 N·m on the joint between the links for 0.2 s.
 * Reward: −1, and 0 for the step that ends. Terminates when the free end is more than 1 m above the joint
 * the links hang from.
 */
export function createAcrobot(parameters: AcrobotParameters): Environment {
  const { gravity: g, inertia, torque: strength, timeStep, targetHeight } = parameters
  const { firstMass: m1, secondMass: m2, firstLength: l1, secondLength: l2 } = parameters
  // Distance of the centres of mass from the joint above.
  const [lc1, lc2] = [l1 / 2, l2 / 2]
  const half = timeStep / 2

  // The four derivatives of a Runge–Kutta step, each [θ̇1, θ̇2, θ̈1, θ̈2], and where one is taken.
  const slopes = [0, 1, 2, 3].map(() => new Float64Array(4)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const [k1, k2, k3, k4] = slopes
  const start = new Float64Array(4)
  const point = new Float64Array(4)
  const turned = new Float64Array(2)

  function derive(s: Float64Array, torque: number, slope: Float64Array): void {
    const [angle1, angle2, velocity1, velocity2] = [s[0]!, s[1]!, s[2]!, s[3]!]
    sinCos(angle2, turned)
    const sin2 = turned[0]!
    const cos2 = turned[1]!
    const d1 =
      m1 * (lc1 * lc1) + m2 * (l1 * l1 + lc2 * lc2 + 2 * l1 * lc2 * cos2) + inertia + inertia
    const d2 = m2 * (lc2 * lc2 + l1 * lc2 * cos2) + inertia
    const phi2 = m2 * lc2 * g * cos(angle1 + angle2 - Math.PI / 2)
    const phi1 =
      -m2 * l1 * lc2 * (velocity2 * velocity2) * sin2 -
      2 * m2 * l1 * lc2 * velocity2 * velocity1 * sin2 +
      (m1 * lc1 + m2 * l1) * g * cos(angle1 - Math.PI / 2) +
      phi2
    const acceleration2 =
      (torque + (d2 / d1) * phi1 - m2 * l1 * lc2 * (velocity1 * velocity1) * sin2 - phi2) /
      (m2 * (lc2 * lc2) + inertia - (d2 * d2) / d1)
    slope[0] = velocity1
    slope[1] = velocity2
    slope[2] = -(d2 * acceleration2 + phi1) / d1
    slope[3] = acceleration2
  }

  /** The slope at start + step · towards. */
  function deriveAt(step: number, towards: Float64Array, torque: number, slope: Float64Array) {
    for (let i = 0; i < 4; i++) point[i] = start[i]! + step * towards[i]!
    derive(point, torque, slope)
  }

  /** Heights below it are below the target, however the bound was rounded. */
  const surelyLow = targetHeight - 1e-9 * (l1 + l2)

  function isHigh(state: Float64Array, at: number): boolean {
    const first = state[at]!
    const second = state[at + 1]! + first
    // cos x ≥ 1 − x²/2 settles most states without a cosine.
    if (l1 * (first * first * 0.5 - 1) + l2 * (second * second * 0.5 - 1) < surelyLow) return false
    return -l1 * cos(first) - l2 * cos(second) > targetHeight
  }

  return {
    stateSize: 4,
    observationSize: 6,
    actionSize: 1,

    // Gymnasium's begins with numbers of 32 bits, and goes on with 64.
    reset(state, at, rng) {
      for (let i = 0; i < 4; i++) {
        state[at + i] = Math.fround((2 * rng.uniform() - 1) * INITIAL_RANGE)
      }
    },

    step(state, at, action, actionAt) {
      const torque = (action[actionAt]! - 1) * strength
      for (let i = 0; i < 4; i++) start[i] = state[at + i]!
      derive(start, torque, k1)
      deriveAt(half, k1, torque, k2)
      deriveAt(half, k2, torque, k3)
      deriveAt(timeStep, k3, torque, k4)
      for (let i = 0; i < 4; i++) {
        const slope = k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!
        state[at + i] = start[i]! + (timeStep / 6) * slope
      }
      state[at] = wrap(state[at]!)
      state[at + 1] = wrap(state[at + 1]!)
      state[at + 2] = clip(state[at + 2]!, MAX_FIRST_VELOCITY)
      state[at + 3] = clip(state[at + 3]!, MAX_SECOND_VELOCITY)
      return isHigh(state, at) ? 0 : -1
    },

    observe(state, at, observation, observationAt) {
      for (let i = 0; i < 2; i++) {
        sinCos(state[at + i]!, turned)
        observation[observationAt + 2 * i] = turned[1]!
        observation[observationAt + 2 * i + 1] = turned[0]!
      }
      observation[observationAt + 4] = state[at + 2]!
      observation[observationAt + 5] = state[at + 3]!
    },

    isTerminated: isHigh,
    isTruncated: () => false,
  }
}

const clip = (x: number, limit: number) => Math.min(limit, Math.max(-limit, x))

/** The same angle in [−π, π], by whole turns. */
function wrap(angle: number): number {
  let wrapped = angle
  while (wrapped > Math.PI) wrapped -= 2 * Math.PI
  while (wrapped < -Math.PI) wrapped += 2 * Math.PI
  return wrapped
}
