import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Environment } from '#core/environments/environment.ts'
import type { FiniteEnvironment, Transition } from '#core/environments/finite-environment.ts'

/** What is seen of a numbered state. */
export type Look = 'one-hot' | 'constant'

/** An environment that is played by drawing from a finite model; its state is its number, or −1 when over. */
export function playModel(model: FiniteEnvironment, look: Look): Environment {
  const { stateCount } = model
  return {
    stateSize: 1,
    observationSize: look === 'constant' ? 1 : stateCount,
    actionSize: 1,
    reset(state, at, rng) {
      state[at] = draw(Array.from(model.initialProbabilities), rng.uniform())
    },
    step(state, at, action, actionAt, rng) {
      const outcomes = model.transitions(state[at]!, action[actionAt]!)
      const drawn = outcomes.map(({ probability }) => probability)
      const outcome = outcomes[draw(drawn, rng.uniform())]!
      state[at] = outcome.terminated ? -1 : outcome.nextState
      return outcome.reward
    },
    observe(state, at, observation, observationAt) {
      if (look === 'constant') return
      observation.fill(0, observationAt, observationAt + stateCount)
      observation[observationAt + state[at]!] = 1
    },
    isTerminated: (state, at) => state[at] === -1,
    isTruncated: () => false,
  }
}

function draw(probabilities: readonly number[], uniform: number): number {
  let left = uniform
  const found = probabilities.findIndex((probability) => (left -= probability) < 0)
  return found === -1 ? probabilities.findLastIndex((probability) => probability > 0) : found
}

interface GymnasiumTable {
  readonly initialStateDistribution: readonly number[]
  readonly transitions: Record<string, Record<string, readonly [number, number, number, boolean][]>>
}

/** The transition table that Gymnasium itself has. */
export function gymnasiumModel(id: string): FiniteEnvironment {
  const file = fileURLToPath(new URL(`../../fixtures/gymnasium/${id}.json`, import.meta.url))
  const table = JSON.parse(readFileSync(file, 'utf8')) as GymnasiumTable
  const toTransition = (row: readonly [number, number, number, boolean]): Transition => {
    const [probability, nextState, reward, terminated] = row
    return { probability, nextState, reward, terminated }
  }
  return {
    stateCount: Object.keys(table.transitions).length,
    actionCount: Object.keys(table.transitions[0]!).length,
    initialProbabilities: Float64Array.from(table.initialStateDistribution),
    transitions: (state, action) => table.transitions[state]![action]!.map(toTransition),
    writeState: (state, into, at) => void (into[at] = state),
  }
}
