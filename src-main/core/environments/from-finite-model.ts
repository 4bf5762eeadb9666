import type { Rng } from '../rng.ts'
import type { Environment } from './environment.ts'
import type { FiniteEnvironment } from './finite-environment.ts'

/** What an agent sees of a numbered state: its number, or always 0. */
export type Sight = 'index' | 'constant'

/**
 * An environment that is played by drawing from its own model, so the two cannot differ. Its state is
 * the number of the state. What is certain costs no random number.
 */
export function fromFiniteModel(model: FiniteEnvironment, sight: Sight): Environment {
  const { stateCount, actionCount, initialProbabilities } = model
  // Outcome i of pair (s, a) is in [ends[pair − 1], ends[pair]).
  const ends: number[] = []
  const cumulative: number[] = []
  const nextStates: number[] = []
  const rewards: number[] = []
  const isEnd = new Uint8Array(stateCount)
  for (let pair = 0; pair < stateCount * actionCount; pair++) {
    let total = 0
    for (const outcome of model.transitions(Math.floor(pair / actionCount), pair % actionCount)) {
      total += outcome.probability
      cumulative.push(total)
      nextStates.push(outcome.nextState)
      rewards.push(outcome.reward)
      if (outcome.terminated) isEnd[outcome.nextState] = 1
    }
    ends.push(cumulative.length)
  }
  const starts = [...initialProbabilities.keys()].filter((s) => initialProbabilities[s]! > 0)
  let total = 0
  const startSums = starts.map((start) => (total += initialProbabilities[start]!))

  return {
    stateSize: 1,
    observationSize: 1,
    actionSize: 1,

    reset(state, at, rng) {
      state[at] = starts[draw(startSums, 0, starts.length - 1, rng)]!
    },

    step(state, at, action, actionAt, rng) {
      const pair = state[at]! * actionCount + action[actionAt]!
      const outcome = draw(cumulative, pair === 0 ? 0 : ends[pair - 1]!, ends[pair]! - 1, rng)
      state[at] = nextStates[outcome]!
      return rewards[outcome]!
    },

    observe(state, at, observation, observationAt) {
      observation[observationAt] = sight === 'index' ? state[at]! : 0
    },

    isTerminated: (state, at) => isEnd[state[at]!] === 1,
    isTruncated: () => false,
  }
}

/** The first of `from … last` whose cumulative probability is above a uniform number. */
function draw(cumulative: readonly number[], from: number, last: number, rng: Rng): number {
  if (from === last) return from
  const uniform = rng.uniform()
  let i = from
  // Rounding may leave the last one's sum below 1.
  while (i < last && uniform >= cumulative[i]!) i++
  return i
}
