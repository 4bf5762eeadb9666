import type { GaugeSums } from '../engines/engine.ts'

/**
 * max_j |z_j| with z_j = mean/standard error of s_kj over K trajectories, from their sums. As
 * E_π[∇log π(a|s)] = 0 in every state, the s_k have the mean 0 however long the trajectories are, and
 * z_j is nearly t-distributed; actions that are not drawn from π make it large. Null: K < 2, or no spread.
 */
export function scoreGauge(trajectories: number, { sum, squares }: GaugeSums): number | null {
  if (trajectories < 2) return null
  let largest: number | null = null
  sum.forEach((total, j) => {
    const mean = total / trajectories
    const variance = (squares[j]! - total * mean) / (trajectories - 1)
    // Below rounding the s_k are equal, such as a certain action's 0.
    if (!(variance > 1e-12 * (squares[j]! / trajectories))) return
    largest = Math.max(largest ?? 0, Math.abs(mean) / Math.sqrt(variance / trajectories))
  })
  return largest
}
