/** Columns for so many panels: as few rows as `most` columns allow, and those as full as can be. */
export function columnsFor(count: number, most: number): number {
  const rows = Math.ceil(count / most)
  return rows === 0 ? 1 : Math.ceil(count / rows)
}
