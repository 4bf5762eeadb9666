import type { FiniteEnvironment } from './finite-environment.ts'

/** Where an episode ends; the places before it are 0, 1 and 2. */
const END = 3
/** Here left leads right and right leads left. */
const REVERSED = 1
const RIGHT = 1

/**
 * The short corridor of Sutton & Barto (2018), example 13.1: three places that look the same.
 *
 * State: the place, 0 to 2, or 3 at the end. Observation: always 0. Actions: 0 left, 1 right; in place 1
 * they are exchanged; left of place 0 is a wall. Reward: −1 for every step.
 * Starts in place 0, terminates right of place 2. Steps after that stay there, for nothing.
 */
export function createShortCorridorModel(): FiniteEnvironment {
  return {
    stateCount: END + 1,
    actionCount: 2,
    initialProbabilities: Float64Array.of(1, 0, 0, 0),
    transitions(place, action) {
      if (place === END) return [{ probability: 1, nextState: END, reward: 0, terminated: true }]
      const leadsRight = (action === RIGHT) !== (place === REVERSED)
      const nextState = Math.max(0, place + (leadsRight ? 1 : -1))
      return [{ probability: 1, nextState, reward: -1, terminated: nextState === END }]
    },
    writeState: (place, into, at) => void (into[at] = place),
  }
}
