/** A row of the table: an entry's own, or that of one of its members while it is expanded. */
export interface RowPosition {
  readonly entry: number
  readonly member: number | null
}

/** What must be known of a table to go from row to row. */
export interface RowCounts {
  readonly entries: number
  /** Rows an entry has beneath its own. */
  membersShown(entry: number): number
}

/** The row so many rows on, or back; the last or first where there are fewer. */
export function moveBy(from: RowPosition, rows: number, counts: RowCounts): RowPosition {
  const step = rows < 0 ? before : after
  let at = from
  for (let left = Math.abs(rows); left > 0; left--) {
    const next = step(at, counts)
    if (!next) return at
    at = next
  }
  return at
}

function after({ entry, member }: RowPosition, counts: RowCounts): RowPosition | null {
  const next = member === null ? 0 : member + 1
  if (next < counts.membersShown(entry)) return { entry, member: next }
  return entry + 1 < counts.entries ? { entry: entry + 1, member: null } : null
}

function before({ entry, member }: RowPosition, counts: RowCounts): RowPosition | null {
  if (member !== null) return { entry, member: member === 0 ? null : member - 1 }
  return entry === 0 ? null : lastOf(entry - 1, counts)
}

/** The last row of an entry. */
export function lastOf(entry: number, counts: RowCounts): RowPosition {
  const members = counts.membersShown(entry)
  return { entry, member: members === 0 ? null : members - 1 }
}

export const isSameRow = (a: RowPosition, b: RowPosition): boolean =>
  a.entry === b.entry && a.member === b.member

/** The two in the order of the table. */
export function inOrder(a: RowPosition, b: RowPosition): readonly [RowPosition, RowPosition] {
  const isAfter = a.entry > b.entry || (a.entry === b.entry && (a.member ?? -1) > (b.member ?? -1))
  return isAfter ? [b, a] : [a, b]
}
