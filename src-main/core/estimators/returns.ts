import type { Steps } from '../batch.ts'

/*
 * Rows of a group of players lie in the order they were played: all trajectories' steps t before any
 * step t+1. So one pass backwards meets every trajectory's steps from its last to its first. Results go into
 * `result` where it is given, so that a loop can reuse its memory.
 */

/** V along a batch's trajectories, learned or exact. */
export interface StateValues {
  /** V(s_t) of every row. */
  readonly rows: Float64Array
  /**
   * What counts as the return after each trajectory's last row: 0 where the task ended or nothing
   * beyond the end is to count, else V of the state it stopped in.
   */
  readonly tails: Float64Array
}

/**
 * Reward-to-go at every row: G_t = r_t + γ·G_{t+1}, with the trajectory's tail after its last step,
 * which is 0 where none are given.
 */
export function rewardsToGo(
  { steps, trajectories, rewards, trajectory }: Steps,
  gamma: number,
  result: Float64Array = new Float64Array(steps),
  tails?: Float64Array,
): Float64Array {
  const next = tails ? tails.slice(0, trajectories) : new Float64Array(trajectories)
  for (let row = steps - 1; row >= 0; row--) {
    const of = trajectory[row]!
    const value = rewards[row]! + gamma * next[of]!
    next[of] = value
    result[row] = value
  }
  return result
}

/** The whole trajectory's return R(τ) = Σ_t γ^t r_t at every one of its rows. */
export function trajectoryReturns(
  batch: Steps,
  gamma: number,
  result: Float64Array = new Float64Array(batch.steps),
): Float64Array {
  const { steps, trajectory } = batch
  rewardsToGo(batch, gamma, result)
  const whole = new Float64Array(batch.trajectories)
  // Backwards, the last value written for a trajectory is that of its first step.
  for (let row = steps - 1; row >= 0; row--) whole[trajectory[row]!] = result[row]!
  for (let row = 0; row < steps; row++) result[row] = whole[trajectory[row]!]!
  return result
}

/**
 * GAE(λ) at every row (Schulman et al. 2016): A_t = δ_t + γλ·A_{t+1} with
 * δ_t = r_t + γ·V(s_{t+1}) − V(s_t), and the trajectory's tail as V after its last step.
 */
export function generalizedAdvantages(
  { steps, trajectories, rewards, trajectory }: Steps,
  values: StateValues,
  gamma: number,
  lambda: number,
  result: Float64Array = new Float64Array(steps),
): Float64Array {
  const nextValue = values.tails.slice(0, trajectories)
  const nextAdvantage = new Float64Array(trajectories)
  for (let row = steps - 1; row >= 0; row--) {
    const of = trajectory[row]!
    const value = values.rows[row]!
    const error = rewards[row]! + gamma * nextValue[of]! - value
    const advantage = error + gamma * lambda * nextAdvantage[of]!
    nextValue[of] = value
    nextAdvantage[of] = advantage
    result[row] = advantage
  }
  return result
}

/** The mean of R(τ) over trajectories counts each once, however long it is. */
export function meanOverTrajectories(values: Float64Array, batch: Steps): number {
  const seen = new Uint8Array(batch.trajectories)
  let sum = 0
  for (let row = 0; row < batch.steps; row++) {
    const trajectory = batch.trajectory[row]!
    if (seen[trajectory] === 0) sum += values[row]!
    seen[trajectory] = 1
  }
  return sum / batch.trajectories
}

export function mean(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}
