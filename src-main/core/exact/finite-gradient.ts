import { wholePower } from '#shared/math/power.ts'
import { finiteValues, type FiniteValues } from './finite-values.ts'
import type { FiniteProblem } from './finite-model.ts'
import type { FinitePolicy } from './finite-policy.ts'

/**
 * What the policy gradient theorem weighs ∇log π(a|s) with, of every pair:
 * w(s,a) = Σ_t γ^t d_t(s)·π(a|s)·Q_t(s,a).
 */
function scoreWeightsOf(
  { gamma }: Pick<FiniteProblem, 'gamma'>,
  policy: Float64Array,
  { visits, actionValues }: Pick<FiniteValues, 'visits' | 'actionValues'>,
): Float64Array {
  const actionCount = policy.length / visits[0]!.length
  const weights = new Float64Array(policy.length)
  visits.forEach((visit, t) => {
    const discount = wholePower(gamma, t)
    const q = actionValues[t]!
    for (let pair = 0; pair < policy.length; pair++) {
      const visited = visit[Math.floor(pair / actionCount)]!
      weights[pair] = weights[pair]! + discount * visited * policy[pair]! * q[pair]!
    }
  })
  return weights
}

/** ∇J = Σ_t γ^t Σ_s d_t(s) Σ_a ∇π(a|s)·Q_t(s,a), in θ. */
export function finiteGradient(
  problem: FiniteProblem,
  policy: FinitePolicy,
  parameters: Float64Array,
): Float64Array {
  const probabilities = policy.probabilities(parameters)
  const values = finiteValues(problem, probabilities)
  return policy.scoreSum(parameters, scoreWeightsOf(problem, probabilities, values))
}
