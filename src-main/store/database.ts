import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { DatabaseCheck } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import {
  APPLICATION_ID,
  foreign,
  inspectFile,
  notADatabase,
  refusal,
  tooNew,
} from './database-file.ts'
import { migrations } from './migrations/index.ts'
import { runTexts } from './run-texts.ts'

export type Db = Database.Database

const BUSY_TIMEOUT_MS = 5000
/** Larger files are not checked at every opening: a check reads all of the file. */
const CHECK_UP_TO_BYTES = 64 * 2 ** 20

/** Opens the database at `path`, making or migrating it; refuses, and leaves as it is, what it cannot use. */
export function openDatabase(path: string): Db {
  const size = inspectFile(path, migrations.length)
  if (size > 0) probe(path, size)
  return explaining(path, () => {
    const db = new Database(path, { timeout: BUSY_TIMEOUT_MS })
    try {
      setPragmas(db)
      migrate(db)
    } catch (error) {
      db.close()
      throw error
    }
    return db
  })
}

/**
 * Opens the database at `path` to look into it, and changes nothing; null when there is none or an
 * earlier version made it.
 */
export function openToRead(path: string): Db | null {
  if (!existsSync(path)) return null
  const size = inspectFile(path, migrations.length)
  if (size === 0) return null
  probe(path, size)
  return explaining(path, () => {
    const db = openUnchanged(path)
    db.pragma('query_only = ON')
    if (versionOf(db) === migrations.length) return db
    db.close()
    return null
  })
}

/**
 * Closing as a writer would fold an existing write-ahead log into the file; closing as a reader would
 * leave a new, empty one behind.
 */
const openUnchanged = (path: string): Db =>
  new Database(path, { readonly: existsSync(`${path}-wal`), timeout: BUSY_TIMEOUT_MS })

const versionOf = (db: Db) => db.pragma('user_version', { simple: true }) as number

/** Looks into an existing database without writing to it. */
function probe(path: string, size: number): void {
  explaining(path, () => {
    const db = openUnchanged(path)
    try {
      if (size <= CHECK_UP_TO_BYTES && checkDatabase(db).databaseHealth !== 'ok')
        throw notADatabase(path)
      const tables = db.prepare(`SELECT count(*) FROM sqlite_schema`).pluck().get() as number
      const applicationId = db.pragma('application_id', { simple: true })
      if (tables > 0 && applicationId !== APPLICATION_ID) throw foreign(path)
      const version = versionOf(db)
      if (version > migrations.length) throw tooNew(path, version, migrations.length)
    } finally {
      db.close()
    }
  })
}

/** At every open: SQLite keeps only the journal mode in the file, and a reopened file is not FULL. */
function setPragmas(db: Db): void {
  db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
}

/** Applies each missing migration in its own transaction. `user_version` counts the applied ones. */
function migrate(db: Db): void {
  const version = () => versionOf(db)
  // What a migration says of the runs that were stored before it.
  for (const [column, describe] of Object.entries(runTexts)) {
    db.function(column, { deterministic: true }, (json) => describe(JSON.parse(json as string)))
  }
  // Immediate, and the version read inside: a second process may be migrating the same file.
  const applyNext = db.transaction(() => {
    const applied = version()
    const sql = migrations[applied]
    if (sql === undefined) return
    db.exec(sql)
    db.pragma(`application_id = ${APPLICATION_ID}`)
    db.pragma(`user_version = ${applied + 1}`)
  })
  while (version() < migrations.length) applyNext.immediate()
}

/** Reads the whole file. */
export function checkDatabase(db: Db): DatabaseCheck {
  const pragma = (text: string) => db.pragma(text, { simple: true })
  return {
    databaseHealth: String(pragma('quick_check(1)')),
    databaseBytes: Number(pragma('page_count')) * Number(pragma('page_size')),
  }
}

export const sqliteVersion = (db: Db): string =>
  String(db.prepare('SELECT sqlite_version()').pluck().get())

/** Folds the write-ahead log into the file, so that a copy of the file alone is complete. */
export function closeDatabase(db: Db): void {
  try {
    db.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    db.close()
  }
}

/** Runs `use`; what SQLite throws becomes a sentence naming the file. */
function explaining<T>(path: string, use: () => T): T {
  try {
    return use()
  } catch (error) {
    if (error instanceof ApiError) throw error
    const code = error instanceof Database.SqliteError ? error.code : ''
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) throw notADatabase(path, error)
    if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
      throw refusal(path, 'is locked by another program', 'close that program and try again', error)
    }
    const detail = error instanceof Error ? error.message : String(error)
    throw refusal(
      path,
      `cannot be opened (${detail})`,
      'choose a file in a folder you may write to',
      error,
    )
  }
}
