import type { Batch } from '../batch.ts'
import type { TrajectoryRows } from '../engines/trajectory-rows.ts'
import type { Policy } from '../policies/policy.ts'
import type { GradientSums, ScoreSquares } from './gradient-sums.ts'
import { noScores, plusScores, scoreGradient, type ScoreSums } from './score-gradient.ts'

/** What rows and components of θ count. */
interface ComponentwiseCounts {
  readonly weights: Float32Array
  /** 1 for every row. */
  readonly ones: Float32Array
  /** By component. */
  readonly baseline: Float32Array
}

/**
 * Score gradient with a baseline of its own for every component of θ:
 * g_k = (w_k − b) ⊙ S_k with S_k = Σ_t ∇log π(a_t|s_t), trajectory by trajectory. All rows of
 * trajectory k have the weight w_k.
 */
export function* componentwiseGradient(
  policy: Policy,
  batch: Batch,
  { weights, ones, baseline }: ComponentwiseCounts,
  trajectories: TrajectoryRows,
  { score, squares }: Pick<GradientSums, 'score'> & { readonly squares: ScoreSquares },
): Generator<void, ScoreSums> {
  const { order, ends } = trajectories
  const own = new Float32Array(score.length)
  for (const sum of [score, squares.plain, squares.weighted]) sum.fill(0)
  let total = noScores(policy.network.shape.head)

  for (let k = trajectories.from; k < trajectories.from + trajectories.count; k++) {
    const one = { ...trajectories, from: k, count: 1 }
    const sums = yield* scoreGradient(policy, batch, ones, one, own)
    const weight = weights[order[ends[k]! - 1]!]!
    let squaredSum = 0
    for (let i = 0; i < own.length; i++) {
      const s = own[i]!
      const g = (weight - baseline[i]!) * s
      squaredSum += g * g
      score[i] = score[i]! + g
      squares.plain[i] = squares.plain[i]! + s * s
      squares.weighted[i] = squares.weighted[i]! + weight * s * s
    }
    total = plusScores(total, { ...sums, squaredSum })
  }
  return total
}
