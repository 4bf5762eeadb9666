import type { Db } from './database.ts'

/** SQL for how many days the database has been in use since a row went to the trash. */
export const daysInTrash = `(SELECT count(*) FROM days_in_use) - trashed_after_days`

/**
 * Counts the calendar days on which a program used the database. What ages by this count is safe from a
 * clock that jumps: it ages by at most one day for each day on which the program ran.
 */
export function createDaysInUse(db: Db) {
  const insert = db.prepare<[string]>(`INSERT OR IGNORE INTO days_in_use (day) VALUES (?)`)
  let latest = ''

  return {
    /** Notes the day of `now` (ISO 8601, UTC). Writes once a day. */
    note(now: string): void {
      const day = now.slice(0, 10)
      if (day === latest) return
      insert.run(day)
      latest = day
    },
  }
}
