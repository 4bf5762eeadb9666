import type { FiniteModel, FiniteProblem } from './finite-model.ts'

/** Writes Q_t(s,a) = E[r | s, a] + γ Σ_{s'} p(s'|s,a)·V_{t+1}(s') of all pairs to `result`. */
function backUp(model: FiniteModel, gamma: number, next: Float64Array, result: Float64Array): void {
  const { expectedRewards, ends, probabilities, nextStates } = model
  let outcome = 0
  for (let pair = 0; pair < result.length; pair++) {
    let expected = 0
    for (; outcome < ends[pair]!; outcome++) {
      expected += probabilities[outcome]! * next[nextStates[outcome]!]!
    }
    result[pair] = expectedRewards[pair]! + gamma * expected
  }
}

/** What a policy is worth, exactly, at every step t = 0 … H − 1. */
export interface FiniteValues {
  /** J = Σ_s p(s₀ = s)·V_0(s). */
  readonly objective: number
  /** V_t(s): expected Σ_{k ≥ t} γ^(k−t) r_k, [t][s]. */
  readonly stateValues: readonly Float64Array[]
  /** Q_t(s,a), [t][pair]. */
  readonly actionValues: readonly Float64Array[]
  /** d_t(s) = P(s_t = s, not over before t), [t][s]; adds up to 1 at t = 0 and to less later. */
  readonly visits: readonly Float64Array[]
}

/** `policy` is π(a|s) of every pair. Backward for V and Q, forward for d. */
export function finiteValues(problem: FiniteProblem, policy: Float64Array): FiniteValues {
  const { model, horizon } = problem
  const { stateValues, actionValues } = backward(problem, policy)
  const visits: Float64Array[] = [model.initialProbabilities]
  for (let t = 1; t < horizon; t++) visits.push(visitsAfter(model, policy, visits[t - 1]!))
  return { objective: expectation(model, stateValues[0]!), stateValues, actionValues, visits }
}

/** J alone. */
export function finiteObjective(problem: FiniteProblem, policy: Float64Array): number {
  return expectation(problem.model, backward(problem, policy).stateValues[0]!)
}

function backward({ model, horizon, gamma }: FiniteProblem, policy: Float64Array) {
  const stateValues: Float64Array[] = []
  const actionValues: Float64Array[] = []
  let next = new Float64Array(model.stateCount)
  for (let t = horizon - 1; t >= 0; t--) {
    const q = new Float64Array(policy.length)
    backUp(model, gamma, next, q)
    next = new Float64Array(model.stateCount)
    for (let pair = 0; pair < policy.length; pair++) {
      const state = Math.floor(pair / model.actionCount)
      next[state] = next[state]! + policy[pair]! * q[pair]!
    }
    stateValues[t] = next
    actionValues[t] = q
  }
  return { stateValues, actionValues }
}

function visitsAfter(model: FiniteModel, policy: Float64Array, visits: Float64Array): Float64Array {
  const { actionCount, ends, probabilities, nextStates } = model
  const after = new Float64Array(visits.length)
  let outcome = 0
  for (let pair = 0; pair < policy.length; pair++) {
    const flow = visits[Math.floor(pair / actionCount)]! * policy[pair]!
    for (; outcome < ends[pair]!; outcome++) {
      const next = nextStates[outcome]!
      after[next] = after[next]! + flow * probabilities[outcome]!
    }
  }
  return after
}

/** The largest J of any policy that may depend on state and time: V_t(s) = max_a Q_t(s,a). */
export function optimalObjective({ model, horizon, gamma }: FiniteProblem): number {
  const { stateCount, actionCount } = model
  const values = new Float64Array(stateCount)
  const q = new Float64Array(stateCount * actionCount)
  for (let t = horizon - 1; t >= 0; t--) {
    backUp(model, gamma, values, q)
    for (let state = 0; state < stateCount; state++) {
      const at = state * actionCount
      values[state] = Math.max(...q.subarray(at, at + actionCount))
    }
  }
  return expectation(model, values)
}

const expectation = ({ initialProbabilities }: FiniteModel, values: Float64Array): number =>
  initialProbabilities.reduce((sum, probability, state) => sum + probability * values[state]!, 0)
