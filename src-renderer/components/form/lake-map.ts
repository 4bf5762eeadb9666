import {
  LAKE_SIDE,
  lakePresets,
  presetOf,
  type LakeMap,
  type LakePreset,
} from '#shared/environments/lake-map.ts'

/* What the editor of a lake's map does to it. */

/** In the order in which a tile goes through them. */
const CYCLE = 'FHGS'

/** The rows of whatever the form holds; a preset's own, and its text where it is none of both. */
export function rowsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String)
  return lakePresets[value as LakePreset] ?? []
}

/** A map by the name of its preset, where it is one. */
const named = (rows: readonly string[]): LakeMap => presetOf(rows) ?? rows

export const nextTile = (letter: string): string =>
  CYCLE[(CYCLE.indexOf(letter) + 1) % CYCLE.length]!

export const withTile = (
  rows: readonly string[],
  row: number,
  column: number,
  letter: string,
): LakeMap =>
  named(
    rows.map((tiles, y) =>
      y === row ? tiles.slice(0, column) + letter + tiles.slice(column + 1) : tiles,
    ),
  )

const clamp = (count: number) => Math.min(LAKE_SIDE.most, Math.max(LAKE_SIDE.least, count))

/** The map with so many rows and columns: what is too much falls away, what is new is ice. */
export function resized(rows: readonly string[], rowCount: number, columnCount: number): LakeMap {
  const columns = clamp(columnCount)
  return named(
    Array.from({ length: clamp(rowCount) }, (_, y) =>
      (rows[y] ?? '').slice(0, columns).padEnd(columns, 'F'),
    ),
  )
}
