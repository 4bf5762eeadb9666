import { wholePower } from '#shared/math/power.ts'
import { squareOf } from '#shared/math/square.ts'
import type { FiniteProblem } from './finite-model.ts'
import type { FinitePolicy } from './finite-policy.ts'
import type { FiniteValues } from './finite-values.ts'

/** Σ over an episode's steps in a pair of 1, δ² and δ⁴, expected, with δ_t = γ^t(r_t + γV_{t+1}(s') − V_t(s)). */
interface PairMoments {
  readonly visits: Float64Array
  readonly squares: Float64Array
  readonly fourths: Float64Array
}

/** See `PolicyValues.scoreEvents`. */
export function scoreEvents(
  problem: FiniteProblem,
  policy: FinitePolicy,
  parameters: Float64Array,
  values: FiniteValues,
): Float64Array {
  const probabilities = policy.probabilities(parameters)
  const { visits, squares, fourths } = pairMoments(problem, probabilities, values)
  const { parameterCount } = policy
  const sums = Array.from({ length: 4 }, () => new Float64Array(parameterCount))
  const [square, fourth, weightedSquare, weightedFourth] = sums as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let pair = 0; pair < visits.length; pair++) {
    if (visits[pair] === 0) continue
    const only = new Float64Array(visits.length)
    only[pair] = 1
    policy.scoreSum(parameters, only).forEach((score, i) => {
      square[i] = square[i]! + visits[pair]! * squareOf(score)
      fourth[i] = fourth[i]! + visits[pair]! * squareOf(squareOf(score))
      weightedSquare[i] = weightedSquare[i]! + squares[pair]! * squareOf(score)
      weightedFourth[i] = weightedFourth[i]! + fourths[pair]! * squareOf(squareOf(score))
    })
  }
  const ratio = (second: number, other: number) => (other > 0 ? squareOf(second) / other : 0)
  return square.map((value, i) =>
    Math.min(ratio(value, fourth[i]!), ratio(weightedSquare[i]!, weightedFourth[i]!)),
  )
}

function pairMoments(
  { model, gamma }: FiniteProblem,
  policy: Float64Array,
  { visits: stateVisits, stateValues }: FiniteValues,
): PairMoments {
  const { actionCount, expectedRewards, ends, probabilities, nextStates } = model
  const pairs = policy.length
  const [visits, squares, fourths] = [pairs, pairs, pairs].map((size) => new Float64Array(size))
  stateVisits.forEach((visit, t) => {
    const discount = wholePower(gamma, t)
    let outcome = 0
    for (let pair = 0; pair < pairs; pair++) {
      const state = Math.floor(pair / actionCount)
      const flow = visit[state]! * policy[pair]!
      visits![pair] = visits![pair]! + flow
      let left = 1
      const add = (probability: number, nextValue: number) => {
        const error =
          discount * (expectedRewards[pair]! + gamma * nextValue - stateValues[t]![state]!)
        squares![pair] = squares![pair]! + flow * probability * squareOf(error)
        fourths![pair] = fourths![pair]! + flow * probability * squareOf(squareOf(error))
      }
      for (; outcome < ends[pair]!; outcome++) {
        left -= probabilities[outcome]!
        add(probabilities[outcome]!, stateValues[t + 1]?.[nextStates[outcome]!] ?? 0)
      }
      // What is left is the chance that the task ended.
      add(left, 0)
    }
  })
  return { visits: visits!, squares: squares!, fourths: fourths! }
}
