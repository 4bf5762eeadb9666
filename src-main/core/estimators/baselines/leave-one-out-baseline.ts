import type { RunConfig } from '#shared/run-config.ts'
import type { Steps } from '../../batch.ts'
import type { Baseline } from './baseline.ts'

/**
 * The mean over the batch's other trajectories (RLOO, Kool et al. 2019): of their R(τ), or of their G_t
 * at the same t, which is 0 for those already over. The others are drawn independently, so a row's
 * baseline depends on its own trajectory through t alone. The only trajectory of a batch is judged
 * against 0.
 */
export const leaveOneOutBaseline =
  (weight: RunConfig['estimator']['weight']): Baseline['subtract'] =>
  (weights, batch) => {
    const others = batch.trajectories - 1
    if (others === 0) return 0
    const { steps, time } = batch
    const isWholeReturn = weight === 'return'
    const sums = isWholeReturn
      ? Float64Array.of(sumOfReturns(weights, batch))
      : sumsByTime(weights, batch)
    let subtracted = 0
    for (let row = 0; row < steps; row++) {
      const own = weights[row]!
      const expected = (sums[isWholeReturn ? 0 : time[row]!]! - own) / others
      weights[row] = own - expected
      subtracted += expected
    }
    return subtracted / steps
  }

/** Σ_k R(τ_k), from the first row of every trajectory. */
function sumOfReturns(weights: Float64Array, { steps, time }: Steps): number {
  let sum = 0
  for (let row = 0; row < steps; row++) if (time[row] === 0) sum += weights[row]!
  return sum
}

/** Σ_k G_t of the trajectories, by t. */
function sumsByTime(weights: Float64Array, { steps, time }: Steps): Float64Array {
  let end = 0
  for (let row = 0; row < steps; row++) end = Math.max(end, time[row]! + 1)
  const sums = new Float64Array(end)
  for (let row = 0; row < steps; row++) sums[time[row]!] = sums[time[row]!]! + weights[row]!
  return sums
}
