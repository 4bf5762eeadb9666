import type { Steps } from '../batch.ts'

/*
 * Rows of a group of players lie in the order they were played: all trajectories' steps t before any
 * step t+1. So one pass backwards meets every trajectory's steps from its last to its first. Results go into
 * `result` where it is given, so that a loop can reuse its memory.
 */

/** Reward-to-go at every row: G_t = r_t + γ·G_{t+1}, with 0 after the last step of a trajectory. */
export function rewardsToGo(
  { steps, trajectories, rewards, trajectory }: Steps,
  gamma: number,
  result: Float64Array = new Float64Array(steps),
): Float64Array {
  const next = new Float64Array(trajectories)
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
