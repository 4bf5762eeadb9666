import type { FrozenLakeParameters } from '#shared/environments.ts'
import { lakeRows, type LakeTile } from '#shared/environments/lake-map.ts'
import { drawGrid, gridAspect, type TileKind } from './grid.ts'
import type { EnvironmentView } from './view.ts'

const kinds: Readonly<Record<LakeTile, TileKind>> = {
  S: 'start',
  F: 'plain',
  H: 'hole',
  G: 'goal',
}
/** By action: left, down, right, up. */
const directions = [
  [-1, 0],
  [0, 1],
  [1, 0],
  [0, -1],
] as const

export const frozenLakeView: EnvironmentView<FrozenLakeParameters> = {
  stepsPerSecond: 4,
  aspect({ map }) {
    const rows = lakeRows(map)
    return gridAspect(rows.length, rows[0]!.length)
  },
  draw(context, size, scene, colors, { map }) {
    const rows = lakeRows(map)
    const tiles = [...rows.join('')].map((letter) => kinds[letter as LakeTile])
    drawGrid(context, size, scene, colors, { columns: rows[0]!.length, tiles, directions })
  },
}
