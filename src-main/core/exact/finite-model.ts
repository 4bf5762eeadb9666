import type { FiniteEnvironment } from '../environments/finite-environment.ts'

/**
 * A finite environment laid out for sweeps over all states and actions. Pair (s, a) is number
 * s·actionCount + a; outcome i of a pair is in [ends[pair − 1], ends[pair]).
 */
export interface FiniteModel {
  readonly stateCount: number
  readonly actionCount: number
  /** p(s₀), [stateCount]. */
  readonly initialProbabilities: Float64Array
  /** E[r | s, a], [pairs]. */
  readonly expectedRewards: Float64Array
  readonly ends: Int32Array
  /** p(s' | s, a) of the outcomes after which the episode goes on; 0 for the terminating ones. */
  readonly probabilities: Float64Array
  readonly nextStates: Int32Array
}

/** What an objective is taken over, beside the policy. */
export interface FiniteProblem {
  readonly model: FiniteModel
  /** H: steps after which an episode is cut short, with no value beyond. */
  readonly horizon: number
  readonly gamma: number
}

export function createFiniteModel(environment: FiniteEnvironment): FiniteModel {
  const { stateCount, actionCount, initialProbabilities } = environment
  const pairs = stateCount * actionCount
  const expectedRewards = new Float64Array(pairs)
  const ends = new Int32Array(pairs)
  const probabilities: number[] = []
  const nextStates: number[] = []
  for (let pair = 0; pair < pairs; pair++) {
    const state = Math.floor(pair / actionCount)
    for (const outcome of environment.transitions(state, pair % actionCount)) {
      expectedRewards[pair] = expectedRewards[pair]! + outcome.probability * outcome.reward
      probabilities.push(outcome.terminated ? 0 : outcome.probability)
      nextStates.push(outcome.nextState)
    }
    ends[pair] = probabilities.length
  }
  return {
    stateCount,
    actionCount,
    initialProbabilities,
    expectedRewards,
    ends,
    probabilities: Float64Array.from(probabilities),
    nextStates: Int32Array.from(nextStates),
  }
}
