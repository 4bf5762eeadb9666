import type { Update } from '#shared/metrics.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { squareOf } from '#shared/math/square.ts'
import type { Steps } from '../batch.ts'
import { averagedOver } from './score-weights.ts'

type Counts = Pick<Steps, 'steps' | 'trajectories'>

/**
 * Half the distance from 1 to the next float32 number: the largest relative error of one addition in a
 * gradient.
 */
const FLOAT32_ROUNDING = 2 ** -24

/**
 * What rounding may make of the squared length of a sum over this many rows, relative to it: the errors
 * of float32 sums grow like the root of how many numbers there are (Higham & Mary 2019), here fourfold.
 */
const relativeRounding = ({ steps }: Counts): number => 4 * FLOAT32_ROUNDING * Math.sqrt(steps)

/**
 * Trace of the covariance of per-trajectory gradients, tr Ĉov = 1/(K−1) Σ_k ‖g_k − ḡ‖², from
 * squaredSum = Σ_k ‖g_k‖² and norm = ‖Σ_k g_k‖; 0 where the gradients differ by no more than rounding,
 * null for fewer than two trajectories.
 *
 * In the units of the g_k: where the weights are already divided by K, as those of `scoreWeights`
 * are, K² times the result is the trace for undivided ones, and K times it the variance of their sum.
 */
export function covarianceTrace(counts: Counts, squaredSum: number, norm: number): number | null {
  const { trajectories } = counts
  if (trajectories < 2) return null
  const spread = squaredSum - squareOf(norm) / trajectories
  return spread > relativeRounding(counts) * squaredSum ? spread / (trajectories - 1) : 0
}

/**
 * tr Ĉov / (‖ḡ‖² − tr Ĉov/K), how noisy one trajectory's gradient is beside the true one: ‖ḡ‖² exceeds
 * ‖∇J‖² by the variance of the mean, tr Cov/K, on average.
 *
 * From squaredSum = Σ_k ‖g_k‖² and norm = ‖Σ_k g_k‖. The signal is (norm² − squaredSum)/(K(K − 1)), the
 * mean product g_j·g_k of two trajectories; with only one g_k that is not 0 it is 0. Null where it does
 * not exceed what rounding may make of it.
 */
export function noiseToSignal(counts: Counts, squaredSum: number, norm: number): number | null {
  const trace = covarianceTrace(counts, squaredSum, norm)
  const products = squareOf(norm) - squaredSum
  if (trace === null || !(products > relativeRounding(counts) * squaredSum)) return null
  const { trajectories } = counts
  return trace / (products / trajectories / (trajectories - 1))
}

/**
 * Returns both, from the trajectories' gradients Σ_t ∇log π·(weight − b). The weights are already
 * divided by the number of trajectories or steps: the trace undoes that, and in the ratio it cancels.
 */
export function gradientNoise(
  estimator: Pick<RunConfig['estimator'], 'average'>,
  counts: Counts,
  squaredSum: number,
  norm: number,
): Pick<Update, 'gradientCovarianceTrace' | 'noiseToSignal'> {
  const divided = covarianceTrace(counts, squaredSum, norm)
  return {
    gradientCovarianceTrace:
      divided === null ? null : squareOf(averagedOver(estimator, counts)) * divided,
    noiseToSignal: noiseToSignal(counts, squaredSum, norm),
  }
}
