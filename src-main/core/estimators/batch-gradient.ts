import type { Batch } from '../batch.ts'
import type { TrajectoryRows } from '../engines/trajectory-rows.ts'
import { addEntropyGradient } from '../policies/parameter-space.ts'
import type { Policy } from '../policies/policy.ts'
import { componentwiseGradient } from './componentwise-gradient.ts'
import type { GradientSums } from './gradient-sums.ts'
import type { RowArrays } from './row-arrays.ts'
import { scoreGradient, type ScoreSums } from './score-gradient.ts'

/** Writes the sums over the trajectories' rows, which follow one another in the batch, to `sums`. */
export function* batchGradient(
  policy: Policy,
  batch: Batch,
  { weights, ones, entropyWeights, componentBaseline: baseline }: RowArrays,
  trajectories: TrajectoryRows,
  { score, entropy, squares }: GradientSums,
): Generator<void, ScoreSums> {
  const sums =
    baseline && squares
      ? yield* componentwiseGradient(policy, batch, { weights, ones, baseline }, trajectories, {
          score,
          squares,
        })
      : yield* scoreGradient(policy, batch, weights, trajectories, score)
  if (entropy) yield* entropyGradient(policy, batch, entropyWeights, trajectories, entropy)
  return sums
}

function* entropyGradient(
  policy: Policy,
  { observations }: Batch,
  weights: Float32Array,
  { ends, from, count }: TrajectoryRows,
  gradient: Float32Array,
): Generator<void, void> {
  gradient.fill(0)
  const { rowsPerCall } = policy.network
  const end = count === 0 ? 0 : ends[from + count - 1]!
  for (let row = from === 0 ? 0 : ends[from - 1]!; row < end; row += rowsPerCall) {
    const rows = { observations, from: row, count: Math.min(rowsPerCall, end - row) }
    addEntropyGradient(policy, rows, weights, gradient)
    yield
  }
}
