import type { Engine } from './engines/engine.ts'

/**
 * What the steps of one update earned, one row each. Groups of players follow one another; within a
 * group rows lie in the order they were played: the first step of every trajectory, then the second
 * of every one that goes on. Only the first `steps` rows count; the arrays are kept and reused.
 */
export interface Steps {
  steps: number
  trajectories: number
  rewards: Float64Array
  /** Which trajectory the row belongs to, from 0. */
  trajectory: Int32Array
  /** Step t within the episode, from 0. */
  time: Int32Array
}

/** Steps with all that the gradient needs. */
export interface Batch extends Steps {
  /** [rows × observation size] */
  observations: Float32Array
  /** [rows × action size] */
  actions: Float32Array
  /**
   * Where what a trajectory ends in is kept: 1 for those that did not terminate, by trajectory. They
   * were truncated, or cut by the end of the batch.
   */
  unfinished: Uint8Array
  /** [trajectories × observation size]: observations after the last step of the unfinished ones. */
  finalObservations: Float32Array
}

const FIRST_ROWS = 1024

export const createSteps = (): Steps => ({
  steps: 0,
  trajectories: 0,
  rewards: new Float64Array(0),
  trajectory: new Int32Array(0),
  time: new Int32Array(0),
})

/** An empty batch. */
export const createBatch = (): Batch => ({
  ...createSteps(),
  observations: new Float32Array(0),
  actions: new Float32Array(0),
  unfinished: new Uint8Array(0),
  finalObservations: new Float32Array(0),
})

/** Makes room for `rows` rows; doubles, so it is rare. Returns how many rows there is room for. */
export function reserveSteps(steps: Steps, rows: number): number {
  if (rows <= steps.rewards.length) return steps.rewards.length
  const capacity = Math.max(FIRST_ROWS, rows, 2 * steps.rewards.length)
  // Shared, so that other threads can read them where they lie.
  const rewards = new Float64Array(new SharedArrayBuffer(8 * capacity))
  const trajectory = new Int32Array(new SharedArrayBuffer(4 * capacity))
  const time = new Int32Array(new SharedArrayBuffer(4 * capacity))
  rewards.set(steps.rewards)
  trajectory.set(steps.trajectory)
  time.set(steps.time)
  Object.assign(steps, { rewards, trajectory, time })
  return capacity
}

/** Makes room for the ends of `trajectories` trajectories, in memory the engine reads without copying. */
export function reserveEnds(
  batch: Batch,
  trajectories: number,
  observationSize: number,
  engine: Pick<Engine, 'allocate' | 'free'>,
): void {
  if (trajectories <= batch.unfinished.length) return
  const capacity = 2 * trajectories
  const unfinished = new Uint8Array(capacity)
  unfinished.set(batch.unfinished)
  batch.unfinished = unfinished
  batch.finalObservations = enlarged(batch.finalObservations, capacity * observationSize, engine)
}

function enlarged(
  array: Float32Array,
  length: number,
  { allocate, free }: Pick<Engine, 'allocate' | 'free'>,
): Float32Array {
  const larger = allocate(length)
  larger.set(array)
  free(array)
  return larger
}

/** Makes room for `rows` rows in memory the engine reads without copying. */
export function reserve(
  batch: Batch,
  rows: number,
  sizes: { readonly observation: number; readonly action: number },
  engine: Pick<Engine, 'allocate' | 'free'>,
): void {
  if (rows <= batch.rewards.length) return
  const capacity = reserveSteps(batch, rows)
  batch.observations = enlarged(batch.observations, capacity * sizes.observation, engine)
  batch.actions = enlarged(batch.actions, capacity * sizes.action, engine)
}
