import type { Steps } from '#core/batch.ts'

/** Trajectory 0 earns 1, 2, 4; trajectory 1 earns 10, 20 and ends a step earlier. The last row is an old one. */
export const earned: Steps = {
  steps: 5,
  trajectories: 2,
  rewards: Float64Array.of(1, 10, 2, 20, 4, 999),
  trajectory: Int32Array.of(0, 1, 0, 1, 0, 1),
  time: Int32Array.of(0, 0, 1, 1, 2, 9),
}
