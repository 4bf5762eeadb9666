import type { Database } from 'better-sqlite3'
import { APPLICATION_ID } from './database-file.ts'
import { migrations } from './migrations/index.ts'
import { runTexts } from './run-texts.ts'

export const versionOf = (db: Database) => db.pragma('user_version', { simple: true }) as number

/** Applies each missing migration in its own transaction. `user_version` counts the applied ones. */
export function applyMigrations(db: Database, upTo = migrations.length): void {
  // Texts that migrations store about the runs before them.
  for (const [column, describe] of Object.entries(runTexts)) {
    db.function(column, { deterministic: true }, (json) => describe(JSON.parse(json as string)))
  }
  // The transaction is immediate and reads the version inside, as a second process may be migrating the
  // same file.
  const applyNext = db.transaction(() => {
    const applied = versionOf(db)
    const sql = migrations[applied]
    if (sql === undefined || applied >= upTo) return
    db.exec(sql)
    db.pragma(`application_id = ${APPLICATION_ID}`)
    db.pragma(`user_version = ${applied + 1}`)
  })
  while (versionOf(db) < Math.min(upTo, migrations.length)) applyNext.immediate()
}
