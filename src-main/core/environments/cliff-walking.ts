import type { CliffWalkingParameters } from '#shared/environments.ts'
import type { FiniteEnvironment, Transition } from './finite-environment.ts'
import { DOWN, LEFT, RIGHT, slips, tileBeside, UP } from './grid.ts'

/** By action. */
const DIRECTIONS = [UP, RIGHT, DOWN, LEFT]

/**
 * Cliff walking of Sutton & Barto (2018), example 6.6, as in Gymnasium's CliffWalking-v1.
 *
 * State and observation: the number of the tile, row by row; 4 rows of 12. Actions: 0 up, 1 right,
 * 2 down, 3 left; the border stops. The bottom row between its ends is a cliff: a step into it leads
 * back to the start and costs 100, and the episode goes on. Every other step costs 1.
 * Starts in the lower left corner, terminates in the lower right one.
 */
export function createCliffWalkingModel(parameters: CliffWalkingParameters): FiniteEnvironment {
  const { rows, columns, isSlippery, stepReward, cliffReward } = parameters
  const grid = { rows, columns }
  const stateCount = rows * columns
  const start = stateCount - columns
  const goal = stateCount - 1

  function towards(tile: number, action: number, probability: number): Transition {
    const nextState = tileBeside(tile, grid, DIRECTIONS[action]!)
    if (nextState > start && nextState < goal) {
      return { probability, nextState: start, reward: cliffReward, terminated: false }
    }
    return { probability, nextState, reward: stepReward, terminated: nextState === goal }
  }

  return {
    stateCount,
    actionCount: DIRECTIONS.length,
    initialProbabilities: Float64Array.from({ length: stateCount }, (_, tile) =>
      tile === start ? 1 : 0,
    ),
    transitions: (tile, action) =>
      isSlippery
        ? slips(action).map((slip) => towards(tile, slip, 1 / 3))
        : [towards(tile, action, 1)],
    writeState: (tile, into, at) => void (into[at] = tile),
  }
}
