import type { ObservationRows } from '../engines/dense-network.ts'
import type { Rows, TrajectoryStatistics } from '../engines/engine.ts'
import { createGaugeSums, plusGauge } from '../engines/gauge-sums.ts'
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
 * Adds Σ_k g_k to `gradient`, and returns Σ_k ‖g_k‖² and more, of the trajectories' gradients in θ; see
 * `PolicyNetwork.addTrajectoryGradients`.
 */
export function addTrajectoryGradients(
  { network, parameters, parameterGradient }: Policy,
  rows: Pick<Rows, 'observations' | 'actions'>,
  weights: Float32Array,
  trajectories: TrajectoryRows,
  gradient: Float32Array,
): TrajectoryStatistics {
  if (parameters === network.parameters) {
    return network.addTrajectoryGradients(rows, weights, trajectories, gradient)
  }
  // ‖Jᵀg‖ is not ‖g‖: each trajectory's gradient goes into θ before it is squared.
  const gauge = createGaugeSums(network.shape.head)
  const sums = { logProbSum: 0, entropySum: 0, squaredSum: 0, gauge }
  const own = new Float32Array(network.parameters.length)
  const { from, count } = trajectories
  for (let k = from; k < from + count; k++) {
    own.fill(0)
    const one = { ...trajectories, from: k, count: 1 }
    const of = network.addTrajectoryGradients(rows, weights, one, own)
    sums.logProbSum += of.logProbSum
    sums.entropySum += of.entropySum
    sums.gauge = plusGauge(sums.gauge, of.gauge)
    parameterGradient(own).forEach((g, i) => {
      sums.squaredSum += g * g
      gradient[i] = gradient[i]! + g
    })
  }
  return sums
}

/** Adds Σ_i weights[i]·∇H(π(·|s_i)), in θ, to `gradient`; see `PolicyNetwork.addEntropyGradient`. */
export function addEntropyGradient(
  { network, parameters, parameterGradient }: Policy,
  rows: ObservationRows,
  weights: Float32Array,
  gradient: Float32Array,
): void {
  if (parameters === network.parameters) {
    network.addEntropyGradient(rows, weights, gradient)
    return
  }
  const own = new Float32Array(network.parameters.length)
  network.addEntropyGradient(rows, weights, own)
  parameterGradient(own).forEach((g, i) => (gradient[i] = gradient[i]! + g))
}
