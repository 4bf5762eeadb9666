import { ApiError } from '#shared/errors.ts'

/** Where an export goes on: after which row of which run. Nothing of it is kept between two parts. */
export interface Cursor {
  /** Position among the exported runs. */
  readonly position: number
  readonly section: 'episodes' | 'updates'
  /** Index of the last row written; −1: none of this section yet. */
  readonly afterIndex: number
  /** Rows the run had when its export began; those it gained since are left out. Null: not begun. */
  readonly rows: Readonly<Record<'episodes' | 'updates', number>> | null
}

const pattern = /^(\d{1,9}):(episodes|updates):(-1|\d{1,15})(?::(\d{1,15}):(\d{1,15}))?$/

export const formatCursor = ({ position, section, afterIndex, rows }: Cursor): string =>
  [position, section, afterIndex, ...(rows ? [rows.episodes, rows.updates] : [])].join(':')

export function parseCursor(text: string, runCount: number): Cursor {
  const [, position, section, afterIndex, episodes, updates] = pattern.exec(text) ?? []
  if (section === undefined || Number(position) >= runCount) {
    throw new ApiError(
      'invalid-params',
      `cursor is ${JSON.stringify(text.slice(0, 60))}; it must be null or the next of the last part`,
    )
  }
  return {
    position: Number(position),
    section: section as Cursor['section'],
    afterIndex: Number(afterIndex),
    rows: episodes === undefined ? null : { episodes: Number(episodes), updates: Number(updates) },
  }
}
