import { exp } from '#shared/math/exponential.ts'
import { squareOf } from '#shared/math/square.ts'
import { isSigmaLearned, parameterLayout } from '../engines/network-shape.ts'
import type { Environment } from '../environments/environment.ts'
import type { Policy } from '../policies/policy.ts'
import type { ExactObjective } from './exact-objective.ts'
import { createFloat64Network } from './float64-network.ts'
import { gaussianGradient, gaussianObjective, type GaussianArm } from './gaussian-bandit.ts'
import { clippedGaussianGradient, gaussianEntropy, gaussianKl } from './gaussian-geometry.ts'
import { createParameterMap } from './parameter-map.ts'
import { dot } from './vectors.ts'

interface GaussianBanditOptions {
  /** Its one observation is the network's input. */
  readonly environment: Environment
  readonly policy: Policy
  /** The action that earns most, 0. */
  readonly target: number
  readonly gamma: number
}

/** GaussianBandit-v0 under any network with a Gaussian head. */
export function createGaussianBanditObjective({
  environment,
  policy,
  target,
  gamma,
}: GaussianBanditOptions): ExactObjective {
  const { shape } = policy.network
  if (shape.head.kind !== 'gaussian') throw new Error('The Gaussian bandit has continuous actions')
  const { initialSigma } = shape.head
  const observation = new Float32Array(environment.observationSize)
  environment.observe(new Float64Array(environment.stateSize), 0, observation, 0)
  const network = createFloat64Network(shape, observation)
  const { parameterCount, intoNetwork, gradient } = createParameterMap(policy)
  const { logSigma } = parameterLayout(shape)
  const isLearned = isSigmaLearned(shape.head)

  function armAt(networkParameters: Float64Array): GaussianArm {
    const [mean] = network.forward(networkParameters)
    const sigma = isLearned ? exp(networkParameters[logSigma]!) : initialSigma
    return { mean: mean!, sigma, target }
  }
  const objective = (parameters: Float64Array) => gaussianObjective(armAt(intoNetwork(parameters)))

  // With a ~ N(μ, σ²) the scores are ε/σ and ε² − 1: of E[·²]²/E[·⁴] that is 1/3 and 4/60.
  const scoreEvents = new Float64Array(parameterCount).fill(1 / 3)
  if (isLearned) scoreEvents[parameterCount - 1] = 1 / 15

  return {
    inputs: observation,
    parameterCount,
    horizon: 1,
    gamma,
    optimum: 0,
    objective,
    geometry(parameters) {
      const networkParameters = intoNetwork(parameters)
      const old = armAt(networkParameters)
      /** J^T u, for u in the mean and in log σ. */
      const pullBack = (mean: number, slope: number) => {
        const found = network.backward(networkParameters, Float64Array.of(mean))
        if (isLearned) found[logSigma] = slope
        return gradient(found)
      }
      const toMean = pullBack(1, 0)
      const toLogSigma = pullBack(0, 1)
      return {
        // One step: what a moved policy gains over the old one is all that it earns.
        surrogate: objective,
        meanKl: (moved) => gaussianKl(old, armAt(intoNetwork(moved))),
        meanEntropy: (moved) => gaussianEntropy(armAt(intoNetwork(moved))),
        // In the mean and in log σ the information is 1/σ² and 2.
        fisherTimes(vector) {
          const mean = dot(toMean, vector) / squareOf(old.sigma)
          const slope = isLearned ? 2 * dot(toLogSigma, vector) : 0
          return vector.map((_, i) => mean * toMean[i]! + slope * toLogSigma[i]!)
        },
        clippedGradient(moved, clip) {
          const there = intoNetwork(moved)
          const slope = clippedGaussianGradient(old, armAt(there), clip)
          const found = network.backward(there, Float64Array.of(slope.mean))
          if (isLearned) found[logSigma] = slope.logSigma
          return gradient(found)
        },
      }
    },
    gradient(parameters) {
      const networkParameters = intoNetwork(parameters)
      const slope = gaussianGradient(armAt(networkParameters))
      const found = network.backward(networkParameters, Float64Array.of(slope.mean))
      if (isLearned) found[logSigma] = slope.logSigma
      return gradient(found)
    },
    values(parameters) {
      const value = objective(parameters)
      return {
        stateValue: () => value,
        expectedSteps: 1,
        meanRewardToGo: value,
        rewardsToGo: Float64Array.of(value),
        scoreEvents,
      }
    },
  }
}
