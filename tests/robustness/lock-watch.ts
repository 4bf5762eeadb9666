import Database from 'better-sqlite3'

/*
 * Tries every millisecond whether it could write to a database. When told to end, prints the longest
 * time that it could not, in milliseconds.
 */

const db = new Database(process.argv[2]!, { timeout: 0, fileMustExist: true })
/** If the process itself had no processor for longer, nobody knows whether the lock was free meanwhile. */
const BLIND_MS = 8
let longestMs = 0
let busySince: number | null = null
let last = performance.now()

function look(): void {
  const now = performance.now()
  if (now - last > BLIND_MS) busySince = null
  last = now
  try {
    db.exec('BEGIN IMMEDIATE')
    db.exec('ROLLBACK')
    busySince = null
  } catch {
    busySince ??= now
    longestMs = Math.max(longestMs, now - busySince)
  }
}
setInterval(look, 1)
process.on('SIGTERM', () => {
  process.stdout.write(String(longestMs))
  process.exit(0)
})
process.stdout.write('looking\n')
