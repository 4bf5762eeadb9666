import { exp } from '#shared/math/exponential.ts'
import { wholePower } from '#shared/math/power.ts'
import type { FiniteProblem } from './finite-model.ts'
import type { FinitePolicy } from './finite-policy.ts'
import { finiteValues, type FiniteValues } from './finite-values.ts'
import type { PolicyGeometry } from './policy-geometry.ts'
import { dot } from './vectors.ts'

/** Sums over all pairs (s, a); number s·actionCount + a. */
export function createFiniteGeometry(
  problem: FiniteProblem,
  policy: FinitePolicy,
  parameters: Float64Array,
): PolicyGeometry {
  const old = policy.probabilities(parameters)
  const oldLogs = policy.logProbabilities(parameters)
  const values = finiteValues(problem, old)
  const { gains, losses } = advantageWeights(problem, old, values)
  const visited = pairVisits(old, values)
  const scores = pairScores(policy, parameters, visited)

  const ratios = (moved: Float64Array) =>
    policy.logProbabilities(moved).map((log, pair) => exp(log - oldLogs[pair]!))

  return {
    surrogate(moved) {
      const ratio = ratios(moved)
      return values.objective + dot(gains, ratio) + dot(losses, ratio)
    },
    meanKl(moved) {
      const logs = policy.logProbabilities(moved)
      return sumOver(visited, (pair) => visited[pair]! * (oldLogs[pair]! - logs[pair]!))
    },
    meanEntropy(moved) {
      const logs = policy.logProbabilities(moved)
      return -sumOver(visited, (pair) => {
        const p = exp(logs[pair]!)
        return p > 0 && old[pair]! > 0 ? (visited[pair]! / old[pair]!) * p * logs[pair]! : 0
      })
    },
    fisherTimes(vector) {
      const result = new Float64Array(vector.length)
      for (const { weight, score } of scores) {
        const along = weight * dot(score, vector)
        for (let i = 0; i < result.length; i++) result[i] = result[i]! + along * score[i]!
      }
      return result
    },
    clippedGradient(moved, clip) {
      const ratio = ratios(moved)
      const weights = ratio.map(
        (r, pair) => (r < 1 + clip ? gains[pair]! * r : 0) + (r > 1 - clip ? losses[pair]! * r : 0),
      )
      return policy.scoreSum(moved, weights)
    },
  }
}

/** Σ_t γ^t d_t(s)·π(a|s)·A_t(s,a) of every pair, its positive terms apart from its negative ones. */
function advantageWeights(
  { model: { actionCount }, gamma }: FiniteProblem,
  policy: Float64Array,
  { visits, actionValues, stateValues }: FiniteValues,
) {
  const gains = new Float64Array(policy.length)
  const losses = new Float64Array(policy.length)
  visits.forEach((visit, t) => {
    const discount = wholePower(gamma, t)
    for (let pair = 0; pair < policy.length; pair++) {
      const state = Math.floor(pair / actionCount)
      const advantage = actionValues[t]![pair]! - stateValues[t]![state]!
      const sums = advantage > 0 ? gains : losses
      sums[pair] = sums[pair]! + discount * visit[state]! * policy[pair]! * advantage
    }
  })
  return { gains, losses }
}

/** d_π(s)·π(a|s), with d_π the share of an episode's steps in each state: adds up to 1. */
function pairVisits(policy: Float64Array, { visits }: FiniteValues): Float64Array {
  const states = visits[0]!.length
  const actionCount = policy.length / states
  const inState = Float64Array.from({ length: states }, (_, state) =>
    visits.reduce((sum, visit) => sum + visit[state]!, 0),
  )
  const steps = inState.reduce((sum, d) => sum + d, 0)
  return policy.map((p, pair) => (p * inState[Math.floor(pair / actionCount)]!) / steps)
}

/** ∇log π(a|s) of every pair that is visited. */
function pairScores(policy: FinitePolicy, parameters: Float64Array, visited: Float64Array) {
  return Array.from(visited, (weight, pair) => ({ weight, pair }))
    .filter(({ weight }) => weight > 0)
    .map(({ weight, pair }) => {
      const only = new Float64Array(visited.length)
      only[pair] = 1
      return { weight, score: policy.scoreSum(parameters, only) }
    })
}

/** Over the pairs that are visited: elsewhere a logarithm may be of 0. */
function sumOver(visited: Float64Array, term: (pair: number) => number): number {
  let sum = 0
  for (let pair = 0; pair < visited.length; pair++) if (visited[pair]! > 0) sum += term(pair)
  return sum
}
