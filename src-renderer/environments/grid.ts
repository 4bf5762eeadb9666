import { drawFlag, drawPath, fillDisc } from './shapes.ts'
import { drawArrow, type Scene, type SceneColors, type Size } from './view.ts'

export type TileKind = 'plain' | 'start' | 'hole' | 'cliff' | 'goal'

/** A world of square tiles, numbered row by row. */
export interface GridWorld {
  readonly columns: number
  readonly tiles: readonly TileKind[]
  /** Where each action leads: columns to the right, rows downwards. */
  readonly directions: readonly (readonly [right: number, down: number])[]
}

const MARGIN = 8

/** Width divided by height, within what a page has room for. */
export const gridAspect = (rows: number, columns: number) =>
  Math.max(0.7, Math.min(3.2, (columns + 0.3) / (rows + 0.3)))

/** The tiles, the way so far, the agent and the direction it chooses next. */
export function drawGrid(
  context: CanvasRenderingContext2D,
  size: Size,
  { state, path, action }: Scene,
  colors: SceneColors,
  { columns, tiles, directions }: GridWorld,
): void {
  const rows = tiles.length / columns
  const side = Math.min((size.width - 2 * MARGIN) / columns, (size.height - 2 * MARGIN) / rows)
  const left = (size.width - side * columns) / 2
  const top = (size.height - side * rows) / 2
  const cornerOf = (tile: number) =>
    [left + (tile % columns) * side, top + Math.floor(tile / columns) * side] as const
  const middleOf = (tile: number) => {
    const [x, y] = cornerOf(tile)
    return [x + side / 2, y + side / 2] as const
  }
  context.clearRect(0, 0, size.width, size.height)

  tiles.forEach((kind, tile) => drawTile(context, kind, cornerOf(tile), side, colors))

  context.strokeStyle = colors.body
  context.globalAlpha = 0.8
  context.lineWidth = Math.max(1.5, 0.04 * side)
  context.lineJoin = 'round'
  drawPath(
    context,
    path.map(([tile = 0]) => middleOf(tile)),
  )
  context.globalAlpha = 1

  const [x, y] = middleOf(state[0] ?? 0)
  context.fillStyle = colors.accent
  context.strokeStyle = colors.accent
  const direction = typeof action === 'number' ? directions[action] : undefined
  if (direction) {
    const reach = 0.62 * side
    context.lineWidth = Math.max(2, 0.05 * side)
    drawArrow(context, x, y, direction[0] * reach, direction[1] * reach)
  }
  fillDisc(context, x, y, Math.max(3.5, 0.17 * side))
}

function drawTile(
  context: CanvasRenderingContext2D,
  kind: TileKind,
  [x, y]: readonly [number, number],
  side: number,
  colors: SceneColors,
): void {
  const gap = Math.max(0.5, 0.02 * side)
  const inside = [x + gap, y + gap, side - 2 * gap, side - 2 * gap] as const
  context.fillStyle = kind === 'goal' ? colors.goal : colors.accent
  context.globalAlpha = kind === 'goal' ? 0.2 : kind === 'cliff' ? 0 : 0.09
  context.fillRect(...inside)
  context.globalAlpha = 1
  context.lineWidth = 1
  context.strokeStyle = colors.faint
  context.strokeRect(...inside)

  const [middleX, middleY] = [x + side / 2, y + side / 2]
  switch (kind) {
    case 'plain':
      return
    case 'start':
      context.strokeStyle = colors.ground
      context.lineWidth = 1.5
      context.beginPath()
      context.arc(middleX, middleY, 0.3 * side, 0, 2 * Math.PI)
      context.stroke()
      return
    case 'hole':
      context.fillStyle = colors.hole
      context.strokeStyle = colors.ground
      context.beginPath()
      context.ellipse(middleX, middleY + 0.04 * side, 0.34 * side, 0.28 * side, 0, 0, 2 * Math.PI)
      context.fill()
      context.stroke()
      return
    case 'goal':
      context.fillStyle = colors.goal
      context.strokeStyle = colors.goal
      context.lineWidth = Math.max(1.5, 0.05 * side)
      drawFlag(context, x + 0.36 * side, y + 0.82 * side, 0.62 * side)
      return
    case 'cliff':
      hatch(context, inside, colors.ground)
  }
}

/** Diagonal lines: a place one falls from. */
function hatch(
  context: CanvasRenderingContext2D,
  [x, y, width, height]: readonly [number, number, number, number],
  color: string,
): void {
  context.save()
  context.beginPath()
  context.rect(x, y, width, height)
  context.clip()
  context.strokeStyle = color
  context.lineWidth = 1.25
  const spacing = Math.max(5, width / 6)
  for (let offset = -height; offset < width; offset += spacing) {
    context.beginPath()
    context.moveTo(x + offset, y + height)
    context.lineTo(x + offset + height, y)
    context.stroke()
  }
  context.restore()
}
