/* Maps of a frozen lake: one letter a tile, rows from north to south. */

export const lakeTiles = { S: 'start', F: 'ice', H: 'hole', G: 'goal' } as const
export type LakeTile = keyof typeof lakeTiles

export type LakePreset = '4x4' | '8x8'
/** A preset of Gymnasium's, or rows of S (start), F (ice), H (hole) and G (goal). */
export type LakeMap = LakePreset | readonly string[]

export const lakePresets: Readonly<Record<LakePreset, readonly string[]>> = {
  '4x4': ['SFFF', 'FHFH', 'FFFH', 'HFFG'],
  '8x8': [
    'SFFFFFFF',
    'FFFFFFFF',
    'FFFHFFFF',
    'FFFFFHFF',
    'FFFHFFFF',
    'FHHFFFHF',
    'FHFFHFHF',
    'FFFHFFFG',
  ],
}

export const LAKE_SIDE = { least: 2, most: 32 } as const

export const lakeRows = (map: LakeMap): readonly string[] =>
  typeof map === 'string' ? lakePresets[map] : map

/** The preset whose map this is, however it was written. */
export const presetOf = (map: LakeMap): LakePreset | null =>
  (Object.keys(lakePresets) as LakePreset[]).find(
    (preset) => lakePresets[preset].join() === lakeRows(map).join(),
  ) ?? null

/** What is wrong with a map, as a predicate of it; null: nothing. */
export function lakeMapProblem(rows: readonly string[]): string | null {
  const columns = rows[0]?.length ?? 0
  const { least, most } = LAKE_SIDE
  if (rows.length < least || rows.length > most || columns < least || columns > most) {
    return `has ${rows.length} × ${columns} tiles; rows and columns must be from ${least} to ${most} each`
  }
  const ragged = rows.findIndex((row) => row.length !== columns)
  if (ragged !== -1) {
    return `has ${columns} tiles in row 1 but ${rows[ragged]!.length} in row ${ragged + 1}; all rows must be equally long`
  }
  for (const [y, row] of rows.entries()) {
    const x = [...row].findIndex((letter) => !(letter in lakeTiles))
    if (x !== -1) {
      return `has “${row[x]}” in row ${y + 1}, column ${x + 1}; allowed are S (start), F (ice), H (hole) and G (goal)`
    }
  }
  const letters = rows.join('')
  if (!letters.includes('S')) return 'has no start; one tile must be S'
  if (!letters.includes('G')) return 'has no goal; one tile must be G'
  const cut = [...letters].findIndex(
    (letter, tile) => letter === 'S' && !reachesGoal(letters, columns, tile),
  )
  return cut === -1
    ? null
    : `has no way over ice to a goal from the start in row ${Math.floor(cut / columns) + 1}, column ${(cut % columns) + 1}`
}

/** Whether a goal can be walked to without stepping into a hole. */
function reachesGoal(letters: string, columns: number, start: number): boolean {
  const seen = new Set([start])
  for (const tile of seen) {
    if (letters[tile] === 'G') return true
    const x = tile % columns
    const beside = [
      x > 0 ? tile - 1 : -1,
      x < columns - 1 ? tile + 1 : -1,
      tile - columns,
      tile + columns,
    ]
    for (const next of beside) {
      if (letters[next] !== undefined && letters[next] !== 'H') seen.add(next)
    }
  }
  return false
}
