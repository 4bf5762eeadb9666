import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'

/** Changes what is stored as a fault of the disk or another program would, whatever the schema allows. */
export function changeDatabase(path: string, sql: string, ...values: readonly unknown[]): void {
  const db = new Database(path)
  try {
    db.pragma('ignore_check_constraints = ON')
    if (values.length > 0) db.prepare(sql).run(...values)
    else db.exec(sql)
    // Tests copy the file alone.
    db.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    db.close()
  }
}

/** Takes the write lock, as another program would. `end` frees it, as the end of the test does. */
export function lockDatabase(path: string): { end(): Promise<void> } {
  const other = new Database(path)
  const end = async () => {
    if (other.open) other.close()
  }
  onTestFinished(end)
  // This test may wait: the program that is attacked must not.
  other.pragma('busy_timeout = 10000')
  other.exec('BEGIN IMMEDIATE')
  return { end }
}
