/** V_t(s) of the environment's own state vector at `state[at…]`. */
export type StateValue = (time: number, state: Float64Array, at: number) => number

/** J as a function of θ, in closed form or by sweeps over all states. */
export interface ExactObjective {
  readonly parameterCount: number
  /** H: steps after which an episode is cut short. */
  readonly horizon: number
  readonly gamma: number
  /** The largest J of any policy, which may see state and time. */
  readonly optimum: number
  objective(parameters: Float64Array): number
  gradient(parameters: Float64Array): Float64Array
  /** V_t(s) of the policy at θ. */
  stateValue(parameters: Float64Array): StateValue
  /** E[T]: steps of an episode. */
  expectedSteps(parameters: Float64Array): number
  /** E[Σ_t G_t]/E[T]: the mean reward-to-go of a step. */
  meanRewardToGo(parameters: Float64Array): number
}
