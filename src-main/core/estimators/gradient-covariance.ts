/**
 * Trace of the covariance of per-trajectory gradients, tr Ĉov = 1/(K−1) Σ_k ‖g_k − ḡ‖², from
 * squaredSum = Σ_k ‖g_k‖² and sum = Σ_k g_k; null for fewer than two trajectories.
 *
 * In the units of the g_k: where the weights are already divided by K, as those of `scoreWeights`
 * are, K² times the result is the trace for undivided ones, and K times it the variance of their sum.
 */
export function covarianceTrace(
  trajectories: number,
  squaredSum: number,
  sum: Float32Array,
): number | null {
  if (trajectories < 2) return null
  let squaredLength = 0
  for (const x of sum) squaredLength += x * x
  // Equal gradients leave a difference of rounding, of either sign.
  return Math.max(0, squaredSum - squaredLength / trajectories) / (trajectories - 1)
}
