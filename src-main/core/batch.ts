import type { Engine } from './engines/engine.ts'

/**
 * The steps of one update, one row each, in the order they were played: the first step of every
 * trajectory, then the second of every one that goes on. Only the first `steps` rows count; the
 * arrays are kept and reused.
 */
export interface Batch {
  steps: number
  trajectories: number
  /** [rows × observation size] */
  observations: Float32Array
  /** [rows × action size] */
  actions: Float32Array
  rewards: Float64Array
  /** Which trajectory the row belongs to, from 0. */
  trajectory: Int32Array
  /** Step t within the episode, from 0. */
  time: Int32Array
}

const FIRST_ROWS = 1024

/** An empty batch. */
export const createBatch = (): Batch => ({
  steps: 0,
  trajectories: 0,
  observations: new Float32Array(0),
  actions: new Float32Array(0),
  rewards: new Float64Array(0),
  trajectory: new Int32Array(0),
  time: new Int32Array(0),
})

/** Makes room for `rows` rows in memory the engine reads without copying; doubles, so it is rare. */
export function reserve(
  batch: Batch,
  rows: number,
  sizes: { readonly observation: number; readonly action: number },
  { allocate, free }: Pick<Engine, 'allocate' | 'free'>,
): void {
  if (rows <= batch.rewards.length) return
  const capacity = Math.max(FIRST_ROWS, rows, 2 * batch.rewards.length)
  const grown = <A extends Float32Array | Float64Array | Int32Array>(old: A, larger: A): A => {
    larger.set(old)
    return larger
  }
  const moved = (old: Float32Array, length: number): Float32Array => {
    const larger = grown(old, allocate(length))
    free(old)
    return larger
  }
  batch.observations = moved(batch.observations, capacity * sizes.observation)
  batch.actions = moved(batch.actions, capacity * sizes.action)
  batch.rewards = grown(batch.rewards, new Float64Array(capacity))
  batch.trajectory = grown(batch.trajectory, new Int32Array(capacity))
  batch.time = grown(batch.time, new Int32Array(capacity))
}
