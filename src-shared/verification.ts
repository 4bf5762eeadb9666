import { formatCounted, formatNumber } from './format-number.ts'

/** Where a run that was trained again first differs from what is stored. */
export interface Difference {
  readonly row: 'episode' | 'update'
  /** From 0. */
  readonly index: number
  /** What differs in it; null: only one of the two has that row. */
  readonly field: string | null
  /** Null: not a number, or there is none. */
  readonly stored: number | null
  readonly found: number | null
}

/** What came of training a run again from its seed. */
export interface Verification {
  readonly runId: number
  readonly isSame: boolean
  /** Rows that were compared, all of the run where they are the same. */
  readonly episodes: number
  readonly updates: number
  /** Null: the run ended without one. */
  readonly storedHash: string | null
  /** Of all rows that are stored, as they were found again; null: they differ before. */
  readonly foundHash: string | null
  readonly difference: Difference | null
  /** What trained it, where that may compute other bits than what trained it now; null: it does not. */
  readonly otherMaker: string | null
}

const shown = (value: number | null) => (value === null ? 'none' : formatNumber(value, 17))

function describeDifference({ row, index, field, stored, found }: Difference): string {
  const where = `${row} ${index}`
  if (field !== null) return `${where}: ${field} was ${shown(stored)} and is ${shown(found)}`
  return stored === null ? `${where}, which was not there` : `${where}, which is not there again`
}

/** The result in a sentence. */
export function describeVerification(verification: Verification): string {
  const { runId, isSame, episodes, updates, foundHash, difference, otherMaker } = verification
  const rows = `${formatCounted(episodes, 'episode')} and ${formatCounted(updates, 'update')}`
  if (isSame) return `Run ${runId} is the same again: ${rows}, metrics hash ${foundHash}`
  if (otherMaker !== null) {
    const first = difference ? `: first ${describeDifference(difference)}` : ''
    return `Run ${runId} can't be reproduced bit-exactly here, because it was trained by ${otherMaker}${first}`
  }
  return difference
    ? `Run ${runId} differs, first at ${describeDifference(difference)}`
    : `Run ${runId} has the same ${rows} but not its metrics hash, ${verification.storedHash}`
}
