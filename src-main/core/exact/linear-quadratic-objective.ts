import { exp } from '#shared/math/exponential.ts'
import { log } from '#shared/math/logarithm.ts'
import { wholePower } from '#shared/math/power.ts'
import { squareOf } from '#shared/math/square.ts'
import { isSigmaLearned, parameterLayout } from '../engines/network-shape.ts'
import type { Policy } from '../policies/policy.ts'
import type { ExactObjective } from './exact-objective.ts'
import { gaussianEntropy } from './gaussian-geometry.ts'
import {
  quadraticGradient,
  quadraticObjective,
  quadraticOptimum,
  quadraticValues,
  stateMoments,
  type LinearGaussian,
  type QuadraticSystem,
} from './linear-quadratic.ts'
import { createParameterMap } from './parameter-map.ts'
import type { PolicyGeometry } from './policy-geometry.ts'

/** Share of an episode's steps that say something of k, of b and of log σ; s is near normal. */
const EVENTS = { k: 1 / 9, b: 1 / 3, logSigma: 1 / 15 }

/** LinearQuadratic-v0 under a Gaussian whose mean is linear in the state itself. */
export function createLinearQuadraticObjective(
  system: QuadraticSystem,
  policy: Policy,
): ExactObjective {
  const { shape } = policy.network
  if (shape.head.kind !== 'gaussian') throw new Error('The regulator has continuous actions')
  const { initialSigma } = shape.head
  const isLearned = isSigmaLearned(shape.head)
  const { layers, logSigma, count } = parameterLayout(shape)
  const { weights, biases } = layers[0]!
  const { parameterCount, intoNetwork, gradient } = createParameterMap(policy)

  function policyAt(parameters: Float64Array): LinearGaussian {
    const values = intoNetwork(parameters)
    const sigma = isLearned ? exp(values[logSigma]!) : initialSigma
    return { k: values[weights]!, b: values[biases]!, sigma }
  }
  /** Numbers for k, b and log σ in their places among the parameters. */
  function place(numbers: { k: number; b: number; logSigma: number }): Float64Array {
    const placed = new Float64Array(count)
    placed[weights] = numbers.k
    placed[biases] = numbers.b
    if (isLearned) placed[logSigma] = numbers.logSigma
    return gradient(placed)
  }
  const objective = (parameters: Float64Array) => quadraticObjective(system, policyAt(parameters))
  const { horizon } = system

  return {
    // Two states that look different: no slider moves this policy.
    inputs: Float32Array.of(-1, 1),
    parameterCount,
    horizon,
    gamma: system.gamma,
    optimum: quadraticOptimum(system),
    objective,
    gradient: (parameters) => place(quadraticGradient(system, policyAt(parameters))),
    geometry: (parameters) => createGeometry(system, policyAt, place, parameters),
    values(parameters) {
      const at = policyAt(parameters)
      const values = quadraticValues(system, at)
      const { means, squares } = stateMoments(system, at)
      const rewardsToGo = means.map((mean, t) => {
        const { p, q, r } = values[t]!
        return p * squares[t]! + q * mean + r
      })
      const events = place(EVENTS)
      return {
        stateValue(time, state, at) {
          const { p, q, r } = values[time]!
          return p * squareOf(state[at]!) + q * state[at]! + r
        },
        expectedSteps: horizon,
        meanRewardToGo: rewardsToGo.reduce((sum, value) => sum + value, 0) / horizon,
        rewardsToGo,
        scoreEvents: events.map((share) => share * horizon),
      }
    },
  }
}

function createGeometry(
  system: QuadraticSystem,
  policyAt: (parameters: Float64Array) => LinearGaussian,
  place: (numbers: { k: number; b: number; logSigma: number }) => Float64Array,
  parameters: Float64Array,
): PolicyGeometry {
  const { A, B, noise, Q, R, gamma, horizon } = system
  const old = policyAt(parameters)
  const moments = stateMoments(system, old)
  const values = quadraticValues(system, old)
  const average = (numbers: Float64Array) => numbers.reduce((sum, x) => sum + x, 0) / horizon
  const [mean, square] = [average(moments.means), average(moments.squares)]

  return {
    surrogate(moved) {
      const { k, b, sigma } = policyAt(moved)
      let sum = quadraticObjective(system, old)
      for (let t = 0; t < horizon; t++) {
        const [M, P] = [moments.means[t]!, moments.squares[t]!]
        const action = k * M + b
        const actionSquare = k * k * P + 2 * k * b * M + b * b + sigma * sigma
        const both = k * P + b * M
        const now = values[t]!
        const next = values[t + 1]!
        const reached = A * A * P + 2 * A * B * both + B * B * actionSquare + squareOf(noise)
        const actionValue =
          -(Q * P + R * actionSquare) +
          gamma * (next.p * reached + next.q * (A * M + B * action) + next.r)
        sum += wholePower(gamma, t) * (actionValue - (now.p * P + now.q * M + now.r))
      }
      return sum
    },
    meanKl(moved) {
      const { k, b, sigma } = policyAt(moved)
      const [dk, db] = [k - old.k, b - old.b]
      const distance = dk * dk * square + 2 * dk * db * mean + db * db
      return log(sigma / old.sigma) + (squareOf(old.sigma) + distance) / (2 * squareOf(sigma)) - 0.5
    },
    meanEntropy: (moved) => gaussianEntropy(policyAt(moved)),
    fisherTimes(vector) {
      const along = directionOf(policyAt, parameters, vector)
      const precision = 1 / squareOf(old.sigma)
      return place({
        k: precision * (square * along.k + mean * along.b),
        b: precision * (mean * along.k + along.b),
        logSigma: 2 * along.logSigma,
      })
    },
    clippedGradient: null,
  }
}

/** How k, b and log σ, which are linear in θ, move along a direction. */
function directionOf(
  policyAt: (parameters: Float64Array) => LinearGaussian,
  parameters: Float64Array,
  vector: Float64Array,
) {
  const from = policyAt(parameters)
  const to = policyAt(parameters.map((theta, i) => theta + vector[i]!))
  return { k: to.k - from.k, b: to.b - from.b, logSigma: log(to.sigma / from.sigma) }
}
