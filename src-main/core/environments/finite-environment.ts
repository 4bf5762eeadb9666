/** One thing that can follow an action. */
export interface Transition {
  readonly probability: number
  readonly nextState: number
  /** Expected, where the environment draws it. */
  readonly reward: number
  readonly terminated: boolean
}

/**
 * The model of an environment with few states and actions, for exact values: its states are numbered,
 * and every outcome of every action is listed. Time limits are not part of it.
 */
export interface FiniteEnvironment {
  readonly stateCount: number
  readonly actionCount: number
  /** p(s₀) of the environment's own start distribution, [stateCount]. */
  readonly initialProbabilities: Float64Array
  /** What can follow `action` in `state`; probabilities add up to 1. */
  transitions(state: number, action: number): readonly Transition[]
  /** Writes the environment's own state vector (without a wrapper's additions) of a numbered state. */
  writeState(state: number, into: Float64Array, at: number): void
}
