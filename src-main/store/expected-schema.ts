import Database from 'better-sqlite3'
import { applyMigrations } from './apply-migrations.ts'
import type { SchemaEntry } from './schema-entries.ts'

const known = new Map<number, readonly SchemaEntry[]>()

/** What `sqlite_schema` of a database holds after its first `version` migrations. */
export function expectedSchema(version: number): readonly SchemaEntry[] {
  const before = known.get(version)
  if (before) return before
  const db = new Database(':memory:')
  try {
    applyMigrations(db, version)
    const entries = schemaOf(db)
    known.set(version, entries)
    return entries
  } finally {
    db.close()
  }
}

export const schemaOf = (db: Database.Database): SchemaEntry[] =>
  db
    .prepare<[], SchemaEntry>(`SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema`)
    .all()
