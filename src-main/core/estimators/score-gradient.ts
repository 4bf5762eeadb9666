import type { Batch } from '../batch.ts'
import { type GaugeSums } from '../engines/engine.ts'
import { gaugeSize, type Head } from '../engines/network-shape.ts'
import { addToGauge, createGaugeSums, plusGauge } from '../engines/gauge-sums.ts'
import type { TrajectoryRows } from '../engines/trajectory-rows.ts'
import { addTrajectoryGradients } from '../policies/parameter-space.ts'
import type { Policy } from '../policies/policy.ts'

/** Sums over trajectories, from one pass over them. */
export interface ScoreSums {
  /** Σ_k ‖g_k‖² of the trajectories' shares g_k of the gradient. */
  readonly squaredSum: number
  /** Σ over the rows of H(π(·|s)), nats. */
  readonly entropySum: number
  readonly gauge: GaugeSums
}

export const noScores = (head: Head): ScoreSums => ({
  squaredSum: 0,
  entropySum: 0,
  gauge: createGaugeSums(head),
})

/** The one way in which sums are added, in the order of calls and groups. */
export const plusScores = (a: ScoreSums, b: ScoreSums): ScoreSums => ({
  squaredSum: a.squaredSum + b.squaredSum,
  entropySum: a.entropySum + b.entropySum,
  gauge: plusGauge(a.gauge, b.gauge),
})

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
  let total = noScores(policy.network.shape.head)

  for (let { from } = trajectories; from < until;) {
    const count = fitting(trajectories, from, rowsPerCall)
    if (count > 0) {
      const some = { ...trajectories, from, count }
      total = plusScores(total, addTrajectoryGradients(policy, batch, weights, some, gradient))
      yield
    } else {
      const rows = rowsOf(trajectories, from)
      const long = yield* longTrajectoryGradient(policy, batch, weights, rows)
      total = plusScores(total, long)
      long.gradient.forEach((g, i) => (gradient[i] = gradient[i]! + g))
    }
    from += Math.max(1, count)
  }
  return total
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
): Generator<void, ScoreSums & { readonly gradient: Float32Array }> {
  const sum = new Float32Array(network.parameters.length)
  const { head } = network.shape
  const gauge = createGaugeSums(head)
  const outputScores = new Float64Array(gaugeSize(head))
  let entropySum = 0
  for (let at = 0; at < rows.length; at += network.rowsPerCall) {
    const order = rows.subarray(at, at + network.rowsPerCall)
    const piece = { order, ends: Int32Array.of(order.length), from: 0, count: 1 }
    const of = network.addTrajectoryGradients(batch, weights, piece, sum)
    entropySum += of.entropySum
    of.gauge.sum.forEach((s, i) => (outputScores[i] = outputScores[i]! + s))
    yield
  }
  addToGauge(gauge, outputScores)
  const gradient = parameterGradient(sum)
  const squaredSum = gradient.reduce((squares, g) => squares + g * g, 0)
  return { gradient, squaredSum, entropySum, gauge }
}
