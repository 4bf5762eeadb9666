import type { PolicyGeometry } from './policy-geometry.ts'

/** V_t(s) of the environment's own state vector at `state[at…]`. */
export type StateValue = (time: number, state: Float64Array, at: number) => number

/** What the policy at one θ is worth on its way. */
export interface PolicyValues {
  readonly stateValue: StateValue
  /** E[T]: steps of an episode. */
  readonly expectedSteps: number
  /** E[Σ_t G_t]/E[T]: the mean reward-to-go of a step. */
  readonly meanRewardToGo: number
  /** E[G_t | T > t], [t]; 0 where no episode gets to. */
  readonly rewardsToGo: Float64Array
  /**
   * For every θ_i how many steps of an episode have something to say of it, on average: E[Σ_t x_t²]² over
   * E[Σ_t x_t⁴], the smaller of that of the scores x_t = ∂log π(a_t|s_t)/∂θ_i and that of the scores times
   * what followed. The mean of few events is not yet normal.
   */
  readonly scoreEvents: Float64Array
}

/** J as a function of θ, in closed form or by sweeps over all states. */
export interface ExactObjective {
  /** What the network is given in each state, [states × input size]. */
  readonly inputs: Float32Array
  readonly parameterCount: number
  /** H: steps after which an episode is cut short. */
  readonly horizon: number
  readonly gamma: number
  /** The largest J of any policy, which may see state and time. */
  readonly optimum: number
  objective(parameters: Float64Array): number
  gradient(parameters: Float64Array): Float64Array
  values(parameters: Float64Array): PolicyValues
  /** How other policies differ from the one at θ. */
  geometry(parameters: Float64Array): PolicyGeometry
}
