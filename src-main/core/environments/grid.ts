/** A direction on a grid: rows count downwards. */
export interface Direction {
  readonly rows: number
  readonly columns: number
}

export const UP: Direction = { rows: -1, columns: 0 }
export const DOWN: Direction = { rows: 1, columns: 0 }
export const LEFT: Direction = { rows: 0, columns: -1 }
export const RIGHT: Direction = { rows: 0, columns: 1 }

/** The tile one step away, or the same one at the border. Tiles are numbered row by row. */
export function tileBeside(
  tile: number,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  direction: Direction,
): number {
  const row = clamp(Math.floor(tile / columns) + direction.rows, rows)
  const column = clamp((tile % columns) + direction.columns, columns)
  return row * columns + column
}

const clamp = (x: number, count: number) => Math.min(count - 1, Math.max(0, x))

/** Where a slip leads: the direction before, the chosen one and the one after, around the compass. */
export const slips = (action: number): readonly number[] => [
  (action + 3) % 4,
  action,
  (action + 1) % 4,
]
