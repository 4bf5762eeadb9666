import type { FiniteEnvironment } from '#core/environments/finite-environment.ts'
import type { ExactObjective } from '#core/exact/exact-objective.ts'

/* A small problem and a policy linear in what it sees, in float64: all sums over states, actions and times are written out. */

type Numbers = ArrayLike<number>

export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
export const mean = (values: readonly number[]): number => sum(values) / values.length
export const dot = (a: Numbers, b: Numbers): number => sum(Array.from(a, (x, i) => x * b[i]!))
export const length = (a: Numbers): number => Math.sqrt(dot(a, a))
export const cosineOf = (a: Numbers, b: Numbers): number | null =>
  length(a) > 0 && length(b) > 0 ? dot(a, b) / length(a) / length(b) : null

export interface Tabular {
  readonly horizon: number
  readonly gamma: number
  readonly states: readonly number[]
  readonly actions: readonly number[]
  /** π(·|s). */
  policy(theta: Numbers, state: number): number[]
  /** ∇log π(a|s). */
  score(theta: Numbers, state: number, action: number): Float64Array
  /** d_t(s): how likely an episode is in s at step t, [t][s]. */
  visits(theta: Numbers): number[][]
  /** J, forwards: Σ_t γ^t E[r_t]. */
  objective(theta: Numbers): number
  /** V_t(s) and Q_t(s, a), backwards; of the best policy where no θ is given. */
  values(theta: Numbers | null): { readonly V: number[][]; readonly Q: number[][][] }
  /** ∇J by the policy gradient theorem. */
  gradient(theta: Numbers): Float64Array
  /** The state in which the network is given these numbers. */
  stateOf(input: Numbers): number
}

export function tabularProblem(
  model: FiniteEnvironment,
  { inputs, horizon, gamma, parameterCount }: ExactObjective,
): Tabular {
  const states = range(model.stateCount)
  const actions = range(model.actionCount)
  const times = range(horizon)
  const width = inputs.length / states.length
  const hasBiases = parameterCount > width * actions.length
  const seen = (state: number) => [
    ...inputs.subarray(state * width, (state + 1) * width),
    ...(hasBiases ? [1] : []),
  ]
  const reward = (state: number, action: number) =>
    sum(model.transitions(state, action).map((each) => each.probability * each.reward))

  const known = new WeakMap<object, { policy: number[][]; scores: Float64Array[][] }>()

  /** π and the scores of every state at a θ, which nobody changes. */
  function at(theta: Numbers) {
    let found = known.get(theta)
    if (!found) {
      const policy = states.map((state) => policyIn(theta, state))
      const scores = states.map((state) =>
        actions.map((action) =>
          Float64Array.from(
            seen(state).flatMap((x) =>
              actions.map((a) => x * (Number(a === action) - policy[state]![a]!)),
            ),
          ),
        ),
      )
      known.set(theta, (found = { policy, scores }))
    }
    return found
  }

  function policyIn(theta: Numbers, state: number): number[] {
    const logits = actions.map((a) =>
      sum(seen(state).map((x, i) => x * theta[i * actions.length + a]!)),
    )
    const weights = logits.map((logit) => Math.exp(logit - Math.max(...logits)))
    return weights.map((weight) => weight / sum(weights))
  }
  const policy = (theta: Numbers, state: number) => at(theta).policy[state]!

  const tabular: Tabular = {
    ...{ horizon, gamma, states, actions, policy },

    score: (theta, state, action) => at(theta).scores[state]![action]!,

    visits(theta) {
      const found = [Array.from(model.initialProbabilities)]
      for (const t of times.slice(1)) {
        const next = states.map(() => 0)
        for (const s of states) {
          const p = policy(theta, s)
          for (const a of actions) {
            for (const { probability, nextState, terminated } of model.transitions(s, a)) {
              if (!terminated) next[nextState]! += found[t - 1]![s]! * p[a]! * probability
            }
          }
        }
        found.push(next)
      }
      return found
    },

    objective: (theta) =>
      sum(
        tabular.visits(theta).flatMap((d, t) =>
          states.map(
            (s) =>
              gamma ** t *
              d[s]! *
              dot(
                policy(theta, s),
                actions.map((a) => reward(s, a)),
              ),
          ),
        ),
      ),

    values(theta) {
      const V: number[][] = [states.map(() => 0)]
      const Q: number[][][] = []
      for (const _ of times) {
        const next = V[0]!
        const q = states.map((s) =>
          actions.map((a) =>
            sum(
              model
                .transitions(s, a)
                .map(
                  ({ probability, nextState, reward: r, terminated }) =>
                    probability * (r + (terminated ? 0 : gamma * next[nextState]!)),
                ),
            ),
          ),
        )
        Q.unshift(q)
        V.unshift(states.map((s) => (theta ? dot(policy(theta, s), q[s]!) : Math.max(...q[s]!))))
      }
      return { V, Q }
    },

    gradient(theta) {
      const { Q } = tabular.values(theta)
      const total = new Float64Array(parameterCount)
      for (const [t, d] of tabular.visits(theta).entries()) {
        for (const s of states) {
          for (const [a, p] of policy(theta, s).entries()) {
            const weight = gamma ** t * d[s]! * p * Q[t]![s]![a]!
            tabular.score(theta, s, a).forEach((x, i) => (total[i]! += weight * x))
          }
        }
      }
      return total
    },

    stateOf: (input) =>
      states.find((s) => range(width).every((i) => inputs[s * width + i] === input[i]))!,
  }
  return tabular
}
