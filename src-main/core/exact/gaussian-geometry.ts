import { exp } from '#shared/math/exponential.ts'
import { log } from '#shared/math/logarithm.ts'
import { squareOf } from '#shared/math/square.ts'
import {
  gaussianObjective,
  type GaussianArm,
  type PerGaussianParameter,
} from './gaussian-bandit.ts'

/** KL(N(μ, σ²) ‖ N(μ', σ'²)), nats. */
export const gaussianKl = (old: GaussianArm, moved: GaussianArm): number =>
  log(moved.sigma / old.sigma) +
  (squareOf(old.sigma) + squareOf(old.mean - moved.mean)) / (2 * squareOf(moved.sigma)) -
  0.5

/** H(N(μ, σ²)) = ½ log(2πeσ²), nats. */
export const gaussianEntropy = ({ sigma }: Pick<GaussianArm, 'sigma'>): number =>
  0.5 * log(2 * Math.PI * Math.E * squareOf(sigma))

/** The integral is a sum over so many places, this many deviations of the old policy to either side. */
const PLACES = 2001
const REACH = 8

/**
 * In the mean and in log σ of `moved`: Σ_a π_old(a)·r(a)·A(a)·∇log π(a) over the actions where the
 * clipped surrogate still counts the ratio r = π/π_old, with A(a) = R(a) − J.
 */
export function clippedGaussianGradient(
  old: GaussianArm,
  moved: GaussianArm,
  clip: number,
): PerGaussianParameter {
  const expected = gaussianObjective(old)
  const width = (2 * REACH) / (PLACES - 1)
  let mean = 0
  let logSigma = 0
  for (let i = 0; i < PLACES; i++) {
    const epsilon = -REACH + i * width
    const action = old.mean + old.sigma * epsilon
    const distance = (action - moved.mean) / moved.sigma
    const advantage = -squareOf(action - old.target) - expected
    const ratio = (old.sigma / moved.sigma) * exp(0.5 * (squareOf(epsilon) - squareOf(distance)))
    if (advantage > 0 ? ratio >= 1 + clip : ratio <= 1 - clip) continue
    const density = exp(-0.5 * squareOf(epsilon)) / Math.sqrt(2 * Math.PI)
    const weight = density * width * ratio * advantage
    mean += (weight * distance) / moved.sigma
    logSigma += weight * (squareOf(distance) - 1)
  }
  return { mean, logSigma }
}
