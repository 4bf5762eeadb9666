import { ApiError } from '#shared/errors.ts'

/** Parses a column of JSON. Damage costs only what the column belongs to, which `what` names. */
export function parseStored<T>(json: string, what: string): T {
  try {
    return JSON.parse(json) as T
  } catch (cause) {
    throw new ApiError(
      'conflict',
      `${what} is damaged in the database and cannot be read; npm run -s cli -- doctor --deep checks everything else`,
      { cause },
    )
  }
}

/** Returns what `read` returns; null if that is damaged, so that one damaged row does not cost a list. */
export function unlessDamaged<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof ApiError && error.code === 'conflict') return null
    throw error
  }
}

/** SQL: a column of JSON, or NULL if it is damaged. */
export const soundJson = (column: string): string =>
  `(CASE WHEN json_valid(${column}) THEN ${column} END)`
