import type { ObservationRows } from '../engines/dense-network.ts'
import type { Rows, ScoreStatistics } from '../engines/engine.ts'
import type { TrajectoryRows } from '../engines/trajectory-rows.ts'
import type { Policy } from './policy.ts'

/*
 * The network's operations as a policy has them, in θ. With the network's parameters J·θ, a gradient
 * becomes Jᵀg (`policy.parameterGradient`, which serves scores and entropy as they are), a direction
 * J·v, and the Fisher information JᵀFJ.
 */

/** F·vector in θ; see `PolicyNetwork.fisherVectorProduct`. */
export function fisherVectorProduct(
  { network, networkVector, parameterGradient }: Policy,
  rows: ObservationRows,
  vector: Float32Array,
): Float32Array {
  const product = new Float32Array(network.parameters.length)
  network.fisherVectorProduct(rows, networkVector(vector), product)
  return parameterGradient(product)
}

/** Mean KL(π_other ‖ π) with the policy of other θ; see `PolicyNetwork.meanKl`. */
export const meanKl = (
  { network, networkVector }: Policy,
  rows: ObservationRows,
  otherParameters: Float32Array,
): number => network.meanKl(rows, networkVector(otherParameters))

/**
 * Adds Σ_k g_k to `gradient`, and returns Σ_k ‖g_k‖², of the trajectories' gradients in θ; see
 * `PolicyNetwork.addTrajectoryGradients`.
 */
export function addTrajectoryGradients(
  { network, parameters, parameterGradient }: Policy,
  rows: Pick<Rows, 'observations' | 'actions'>,
  weights: Float32Array,
  trajectories: TrajectoryRows,
  gradient: Float32Array,
): ScoreStatistics & { readonly squaredSum: number } {
  if (parameters === network.parameters) {
    return network.addTrajectoryGradients(rows, weights, trajectories, gradient)
  }
  // ‖Jᵀg‖ is not ‖g‖: each trajectory's gradient goes into θ before it is squared.
  const sums = { logProbSum: 0, entropySum: 0, squaredSum: 0 }
  const own = new Float32Array(network.parameters.length)
  const { from, count } = trajectories
  for (let k = from; k < from + count; k++) {
    own.fill(0)
    const one = { ...trajectories, from: k, count: 1 }
    const { logProbSum, entropySum } = network.addTrajectoryGradients(rows, weights, one, own)
    sums.logProbSum += logProbSum
    sums.entropySum += entropySum
    parameterGradient(own).forEach((g, i) => {
      sums.squaredSum += g * g
      gradient[i] = gradient[i]! + g
    })
  }
  return sums
}
