import type { FrozenLakeParameters } from '#shared/environments.ts'
import { lakeRows } from '#shared/environments/lake-map.ts'
import type { FiniteEnvironment, Transition } from './finite-environment.ts'
import { DOWN, LEFT, RIGHT, slips, tileBeside, UP } from './grid.ts'

/** By action. */
const DIRECTIONS = [LEFT, DOWN, RIGHT, UP]

/**
 * Frozen lake, as in Gymnasium's FrozenLake-v1: walk over ice from the start to a goal.
 *
 * State and observation: the number of the tile, row by row. Actions: 0 left, 1 down, 2 right, 3 up;
 * the border stops. On slippery ice a step leads in the chosen direction with probability `successRate`,
 * and in each of the two beside it with half the rest. Reward: 1 for reaching a goal, else 0.
 * Starts on the S, of several with the same probability. Terminates in a hole and at a goal; steps
 * after that stay there, for nothing.
 */
export function createFrozenLakeModel(parameters: FrozenLakeParameters): FiniteEnvironment {
  const { map, isSlippery, successRate, goalReward, holeReward, iceReward } = parameters
  const rows = lakeRows(map)
  const grid = { rows: rows.length, columns: rows[0]!.length }
  const tiles = rows.join('')
  const rewards: Readonly<Record<string, number>> = { G: goalReward, H: holeReward }
  const isEnd = (tile: number) => 'GH'.includes(tiles[tile]!)

  function towards(tile: number, action: number, probability: number): Transition {
    const nextState = tileBeside(tile, grid, DIRECTIONS[action]!)
    return {
      probability,
      nextState,
      reward: rewards[tiles[nextState]!] ?? iceReward,
      terminated: isEnd(nextState),
    }
  }

  return {
    stateCount: tiles.length,
    actionCount: DIRECTIONS.length,
    initialProbabilities: uniformOver([...tiles].map((letter) => letter === 'S')),
    transitions(tile, action) {
      if (isEnd(tile)) return [{ probability: 1, nextState: tile, reward: 0, terminated: true }]
      if (!isSlippery) return [towards(tile, action, 1)]
      return slips(action).map((slip) =>
        towards(tile, slip, slip === action ? successRate : (1 - successRate) / 2),
      )
    },
    writeState: (tile, into, at) => void (into[at] = tile),
  }
}

function uniformOver(isIncluded: readonly boolean[]): Float64Array {
  const count = isIncluded.filter(Boolean).length
  return Float64Array.from(isIncluded, (included) => (included ? 1 / count : 0))
}
