import type { Rng } from '../rng.ts'

/** A row of numbers inside a larger array. */
export type Numbers = Float32Array | Float64Array

/**
 * The dynamics of an environment, without a state of its own: the caller keeps the states of many
 * episodes in one array and says where (`at`) one begins. So a state can be saved by copying
 * `stateSize` numbers, injected by writing them, and a step allocates nothing.
 */
export interface Environment {
  readonly stateSize: number
  readonly observationSize: number
  /** Numbers in one action: 1 for the index of a discrete action. */
  readonly actionSize: number
  /** Draws s₀ from p(s₀). */
  reset(state: Float64Array, at: number, rng: Rng): void
  /** Replaces s_t by s_{t+1} and returns the reward. */
  step(state: Float64Array, at: number, action: Numbers, actionAt: number, rng: Rng): number
  observe(state: Float64Array, at: number, observation: Float32Array, observationAt: number): void
  /** Whether the task ended in this state. */
  isTerminated(state: Float64Array, at: number): boolean
  /** Whether the episode is cut short in this state although its task goes on. */
  isTruncated(state: Float64Array, at: number): boolean
}
