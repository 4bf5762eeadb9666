import { squareOf } from '#shared/math/square.ts'
import { expected, product, type Polynomial } from './normal-polynomial.ts'

/** The one step of GaussianBandit-v0: a ~ N(μ, σ²) earns R(a) = −(a − target)². */
export interface GaussianArm {
  readonly mean: number
  readonly sigma: number
  readonly target: number
}

/** R as a polynomial in ε, with a = μ + σε. */
function reward({ mean, sigma, target }: GaussianArm): Polynomial {
  const offset = mean - target
  return [-squareOf(offset), -2 * offset * sigma, -squareOf(sigma)]
}

/** ∂log π/∂μ = ε/σ and ∂log π/∂log σ = ε² − 1. */
const scores = ({ sigma }: GaussianArm): { mean: Polynomial; logSigma: Polynomial } => ({
  mean: [0, 1 / sigma],
  logSigma: [-1, 0, 1],
})

/** A number for each of the two parameters of a Gaussian. */
export interface PerGaussianParameter {
  readonly mean: number
  readonly logSigma: number
}

/** J = −(μ − target)² − σ². */
export const gaussianObjective = (arm: GaussianArm): number => expected(reward(arm))

/** ∂J/∂μ = −2(μ − target) and ∂J/∂log σ = −2σ². */
export const gaussianGradient = ({ mean, sigma, target }: GaussianArm): PerGaussianParameter => ({
  mean: -2 * (mean - target),
  logSigma: -2 * squareOf(sigma),
})

/** The baseline with the least variance, b = E[score²·R]/E[score²], for each parameter. */
export function optimalBaselines(arm: GaussianArm): PerGaussianParameter {
  const best = (score: Polynomial) => {
    const square = product(score, score)
    return expected(product(square, reward(arm))) / expected(square)
  }
  const { mean, logSigma } = scores(arm)
  return { mean: best(mean), logSigma: best(logSigma) }
}

/** Var[score·(R − b)] of one trajectory, for each parameter and its baseline. */
export function gradientVariances(
  arm: GaussianArm,
  baselines: PerGaussianParameter,
): PerGaussianParameter {
  const variance = (score: Polynomial, baseline: number) => {
    const [constant, ...rest] = reward(arm)
    const estimate = product(score, [constant! - baseline, ...rest])
    return expected(product(estimate, estimate)) - squareOf(expected(estimate))
  }
  const { mean, logSigma } = scores(arm)
  return {
    mean: variance(mean, baselines.mean),
    logSigma: variance(logSigma, baselines.logSigma),
  }
}
