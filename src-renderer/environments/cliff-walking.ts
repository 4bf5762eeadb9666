import type { CliffWalkingParameters } from '#shared/environments.ts'
import { drawGrid, gridAspect, type TileKind } from './grid.ts'
import type { EnvironmentView } from './view.ts'

/** By action: up, right, down, left. */
const directions = [
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, 0],
] as const

function kindOf(tile: number, { rows, columns }: CliffWalkingParameters): TileKind {
  const fromStart = tile - (rows - 1) * columns
  if (fromStart < 0) return 'plain'
  if (fromStart === 0) return 'start'
  return fromStart === columns - 1 ? 'goal' : 'cliff'
}

export const cliffWalkingView: EnvironmentView<CliffWalkingParameters> = {
  stepsPerSecond: 5,
  aspect: ({ rows, columns }) => gridAspect(rows, columns),
  draw(context, size, scene, colors, parameters) {
    const { rows, columns } = parameters
    const tiles = Array.from({ length: rows * columns }, (_, tile) => kindOf(tile, parameters))
    drawGrid(context, size, scene, colors, { columns, tiles, directions })
  },
}
