import type { RunConfig } from './run-config.ts'
import { describeEnvironment } from './environments.ts'
import { lakeRows } from './environments/lake-map.ts'

/** A world of tiles, numbered row by row from the top. */
export interface PolicyGrid {
  readonly columns: number
  readonly rows: number
  /** What a tile is where nobody acts; null: the policy acts there. */
  readonly tiles: readonly (string | null)[]
}

/** The grid an environment's state is a tile of; null: it is none. */
export function policyGrid(environment: RunConfig['environment']): PolicyGrid | null {
  if (environment.id === 'FrozenLake-v1') {
    const rows = lakeRows(environment.parameters.map)
    const tiles = [...rows.join('')].map((letter) =>
      letter === 'H' || letter === 'G' ? letter : null,
    )
    return { columns: rows[0]!.length, rows: rows.length, tiles }
  }
  if (environment.id === 'CliffWalking-v1') {
    const { rows, columns } = environment.parameters
    const tiles = Array.from({ length: rows * columns }, (_, tile) => {
      const x = tile % columns
      if (tile < (rows - 1) * columns || x === 0) return null
      return x === columns - 1 ? 'G' : '×'
    })
    return { columns, rows, tiles }
  }
  return null
}

const arrows: Readonly<Record<string, string>> = { left: '←', right: '→', up: '↑', down: '↓' }

/** A sign for every discrete action that has one. */
export function actionSigns(environment: RunConfig['environment']): readonly string[] {
  const { actionSpace } = describeEnvironment(environment)
  return actionSpace.kind === 'discrete'
    ? actionSpace.labels.map((label) => arrows[label] ?? '')
    : []
}
