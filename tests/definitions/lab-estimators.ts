import type { LabEstimatorName } from '#shared/gradient-check.ts'
import { mean, range, sum, type Tabular } from './tabular-problem.ts'

/* ĝ from a batch of trajectories, by what the definition of each estimator says multiplies ∇log π(a_t|s_t). */

export interface Step {
  readonly state: number
  readonly action: number
  readonly reward: number
}
export type Trajectory = readonly Step[]

/** What baselines know after many batches at one θ. */
export interface Known {
  readonly problem: Tabular
  readonly theta: Float64Array
  readonly J: number
  /** V_t(s). */
  readonly V: readonly (readonly number[])[]
  /** E[Σ G_t]/E[T]. */
  readonly meanRewardToGo: number
  /** E[G_t | T > t]. */
  readonly timeMeans: readonly number[]
  /** b_k of every component. */
  readonly optimal: readonly number[]
}

const rewardsToGo = (trajectory: Trajectory, gamma: number): number[] =>
  trajectory.map((_, t) =>
    sum(trajectory.slice(t).map(({ reward }, later) => gamma ** later * reward)),
  )

type Weights = (batch: readonly Trajectory[], known: Known) => number[][]

/** γ^t (G_t − what is subtracted). */
const lessBaseline =
  (b: (known: Known, t: number, step: Step, k: number, batch: readonly Trajectory[]) => number) =>
  (batch: readonly Trajectory[], known: Known): number[][] => {
    const { gamma } = known.problem
    return batch.map((trajectory, k) =>
      rewardsToGo(trajectory, gamma).map(
        (G, t) => gamma ** t * (G - b(known, t, trajectory[t]!, k, batch)),
      ),
    )
  }

const wholeReturns =
  (b: (known: Known) => number): Weights =>
  (batch, known) =>
    batch.map((trajectory) => {
      const R = rewardsToGo(trajectory, known.problem.gamma)[0]!
      return trajectory.map(() => R - b(known))
    })

const LAMBDA = 0.95

const weights: Record<LabEstimatorName, Weights> = {
  return: wholeReturns(() => 0),
  'return-mean': wholeReturns(({ J }) => J),
  'return-optimal': wholeReturns(() => 0),
  'reward-to-go': lessBaseline(() => 0),
  'reward-to-go-mean': lessBaseline(({ meanRewardToGo }) => meanRewardToGo),
  'reward-to-go-time-mean': lessBaseline(({ timeMeans }, t) => timeMeans[t]!),
  'reward-to-go-leave-one-out': lessBaseline(({ problem: { gamma } }, t, _, k, batch) =>
    mean(batch.filter((_other, j) => j !== k).map((other) => rewardsToGo(other, gamma)[t] ?? 0)),
  ),
  'reward-to-go-exact-value': lessBaseline(({ V }, t, { state }) => V[t]![state]!),
  'gae-exact-value': (batch, { problem: { gamma }, V }) =>
    batch.map((trajectory) => {
      const errors = trajectory.map(({ state, reward }, t) => {
        const next = trajectory[t + 1]
        return reward + (next ? gamma * V[t + 1]![next.state]! : 0) - V[t]![state]!
      })
      return trajectory.map(
        (_, t) =>
          gamma ** t *
          sum(errors.slice(t).map((error, later) => (gamma * LAMBDA) ** later * error)),
      )
    }),
  'normalized-advantages': (batch, { problem: { gamma } }) => {
    const all = batch.map((trajectory) => rewardsToGo(trajectory, gamma))
    const center = mean(all.flat())
    const deviation = Math.sqrt(mean(all.flat().map((G) => (G - center) ** 2)))
    return all.map((G) => G.map((value, t) => (gamma ** t * (value - center)) / (deviation + 1e-8)))
  },
  'average-steps': lessBaseline(() => 0),
  'discount-dropped': (batch, { problem: { gamma } }) =>
    batch.map((trajectory) => rewardsToGo(trajectory, gamma)),
}

/** Σ_t weight_t ∇log π(a_t|s_t). */
export function scoreSum(
  trajectory: Trajectory,
  weightOf: (t: number) => number,
  { problem, theta }: Pick<Known, 'problem' | 'theta'>,
): number[] {
  const total = range(theta.length).map(() => 0)
  trajectory.forEach(({ state, action }, t) => {
    problem.score(theta, state, action).forEach((x, i) => (total[i]! += weightOf(t) * x))
  })
  return total
}

export function estimate(
  name: LabEstimatorName,
  batch: readonly Trajectory[],
  known: Known,
): number[] {
  const found = weights[name](batch, known)
  const divisor = name === 'average-steps' ? sum(batch.map((each) => each.length)) : batch.length
  const parts = batch.map((trajectory, k) => {
    const weighted = scoreSum(trajectory, (t) => found[k]![t]!, known)
    if (name !== 'return-optimal') return weighted
    const scores = scoreSum(trajectory, () => 1, known)
    return weighted.map((g, i) => g - known.optimal[i]! * scores[i]!)
  })
  return range(known.theta.length).map((i) => sum(parts.map((part) => part[i]!)) / divisor)
}
