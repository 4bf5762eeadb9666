import type { Batch } from '../batch.ts'

/*
 * Rows of a batch lie in the order they were played: all trajectories' steps t before any step t+1.
 * So one pass backwards meets every trajectory's steps from its last to its first.
 */

/** Reward-to-go at every row: G_t = r_t + γ·G_{t+1}, with 0 after the last step of a trajectory. */
export function rewardsToGo(batch: Batch, gamma: number): Float64Array {
  const result = new Float64Array(batch.steps)
  const next = new Float64Array(batch.trajectories)
  for (let row = batch.steps - 1; row >= 0; row--) {
    const trajectory = batch.trajectory[row]!
    const value = batch.rewards[row]! + gamma * next[trajectory]!
    next[trajectory] = value
    result[row] = value
  }
  return result
}

/** The whole trajectory's return R(τ) = Σ_t γ^t r_t at every one of its rows. */
export function trajectoryReturns(batch: Batch, gamma: number): Float64Array {
  const result = rewardsToGo(batch, gamma)
  const whole = new Float64Array(batch.trajectories)
  // Backwards, the last value written for a trajectory is that of its first step.
  for (let row = batch.steps - 1; row >= 0; row--) whole[batch.trajectory[row]!] = result[row]!
  return result.map((_, row) => whole[batch.trajectory[row]!]!)
}

/** The mean of R(τ) over trajectories counts each once, however long it is. */
export function meanOverTrajectories(values: Float64Array, batch: Batch): number {
  const seen = new Uint8Array(batch.trajectories)
  let sum = 0
  for (let row = 0; row < batch.steps; row++) {
    const trajectory = batch.trajectory[row]!
    if (seen[trajectory] === 0) sum += values[row]!
    seen[trajectory] = 1
  }
  return sum / batch.trajectories
}
