import type { Batch } from '../batch.ts'
import type { TrajectoryRows } from '../engines/trajectory-rows.ts'
import { addTrajectoryGradients } from '../policies/parameter-space.ts'
import type { Policy } from '../policies/policy.ts'

/** Sums over trajectories, from one pass over them. */
export interface ScoreSums {
  /** Σ_k ‖g_k‖² of the trajectories' shares g_k of the gradient. */
  readonly squaredSum: number
  /** Σ over the rows of H(π(·|s)), nats. */
  readonly entropySum: number
}

/**
 * Writes Σ over the trajectories' rows of weight·∇log π, in θ, to `gradient`, trajectory by trajectory,
 * so that their spread is known too. Yields between calls of the engine.
 */
export function* scoreGradient(
  policy: Policy,
  batch: Batch,
  weights: Float32Array,
  trajectories: TrajectoryRows,
  gradient: Float32Array,
): Generator<void, ScoreSums> {
  const { rowsPerCall } = policy.network
  const until = trajectories.from + trajectories.count
  gradient.fill(0)
  let squaredSum = 0
  let entropySum = 0

  for (let { from } = trajectories; from < until;) {
    const count = fitting(trajectories, from, rowsPerCall)
    if (count > 0) {
      const some = { ...trajectories, from, count }
      const sums = addTrajectoryGradients(policy, batch, weights, some, gradient)
      squaredSum += sums.squaredSum
      entropySum += sums.entropySum
      yield
    } else {
      const long = yield* longTrajectoryGradient(policy, batch, weights, rowsOf(trajectories, from))
      entropySum += long.entropySum
      long.gradient.forEach((g, i) => {
        squaredSum += g * g
        gradient[i] = gradient[i]! + g
      })
    }
    from += Math.max(1, count)
  }
  return { squaredSum, entropySum }
}

/** How many trajectories from `from` on have no more than `most` rows together. */
function fitting(all: TrajectoryRows, from: number, most: number): number {
  const { ends } = all
  const begin = from === 0 ? 0 : ends[from - 1]!
  let until = from
  while (until < all.from + all.count && ends[until]! - begin <= most) until++
  return until - from
}

const rowsOf = ({ order, ends }: TrajectoryRows, k: number): Int32Array =>
  order.subarray(k === 0 ? 0 : ends[k - 1]!, ends[k]!)

/** One trajectory with more rows than one call should take, in θ, piece by piece. */
function* longTrajectoryGradient(
  { network, parameterGradient }: Policy,
  batch: Batch,
  weights: Float32Array,
  rows: Int32Array,
): Generator<void, { gradient: Float32Array; entropySum: number }> {
  const sum = new Float32Array(network.parameters.length)
  let entropySum = 0
  for (let at = 0; at < rows.length; at += network.rowsPerCall) {
    const order = rows.subarray(at, at + network.rowsPerCall)
    const piece = { order, ends: Int32Array.of(order.length), from: 0, count: 1 }
    entropySum += network.addTrajectoryGradients(batch, weights, piece, sum).entropySum
    yield
  }
  return { gradient: parameterGradient(sum), entropySum }
}
