import type { Update } from '#shared/metrics.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Steps } from '../batch.ts'
import { averagedOver } from './score-weights.ts'

/**
 * Trace of the covariance of per-trajectory gradients, tr Ĉov = 1/(K−1) Σ_k ‖g_k − ḡ‖², from
 * squaredSum = Σ_k ‖g_k‖² and norm = ‖Σ_k g_k‖; null for fewer than two trajectories.
 *
 * In the units of the g_k: where the weights are already divided by K, as those of `scoreWeights`
 * are, K² times the result is the trace for undivided ones, and K times it the variance of their sum.
 */
export function covarianceTrace(
  trajectories: number,
  squaredSum: number,
  norm: number,
): number | null {
  if (trajectories < 2) return null
  // Equal gradients leave a difference of rounding, of either sign.
  return Math.max(0, squaredSum - norm ** 2 / trajectories) / (trajectories - 1)
}

/**
 * tr Ĉov / (‖ḡ‖² − tr Ĉov/K), how noisy one trajectory's gradient is beside the true one: ‖ḡ‖² exceeds
 * ‖∇J‖² by the variance of the mean, tr Cov/K, on average. Null where nothing positive is left of it.
 */
export function noiseToSignal(
  trajectories: number,
  trace: number | null,
  squaredMeanLength: number,
): number | null {
  if (trace === null) return null
  const signal = squaredMeanLength - trace / trajectories
  return signal > 0 ? trace / signal : null
}

/**
 * Both, of the trajectories' gradients Σ_t ∇log π·(weight − b). The weights the gradient was made with
 * are divided by the number of trajectories or steps, which is undone here.
 */
export function gradientNoise(
  estimator: Pick<RunConfig['estimator'], 'average'>,
  steps: Pick<Steps, 'steps' | 'trajectories'>,
  squaredSum: number,
  norm: number,
): Pick<Update, 'gradientCovarianceTrace' | 'noiseToSignal'> {
  const { trajectories } = steps
  const divisor = averagedOver(estimator, steps)
  const divided = covarianceTrace(trajectories, squaredSum, norm)
  const trace = divided === null ? null : divisor ** 2 * divided
  const squaredMean = ((divisor / trajectories) * norm) ** 2
  return {
    gradientCovarianceTrace: trace,
    noiseToSignal: noiseToSignal(trajectories, trace, squaredMean),
  }
}
