import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { ApiError } from '#shared/errors.ts'
import type { DatabaseCheck } from '#shared/system.ts'
import { applyMigrations, versionOf } from './apply-migrations.ts'
import { schemaProblem } from './check-schema.ts'
import { inspectFile, locked, notADatabase, refusal, tooNew } from './database-file.ts'
import { schemaOf } from './expected-schema.ts'
import { fileProblem } from './file-problems.ts'
import { migrations } from './migrations/index.ts'
import type { SchemaEntry } from './schema-entries.ts'

export type Db = Database.Database

/** SQLite waits in the thread that answers everyone. Longer waits belong to `whenFree` and the queue of writes. */
const BUSY_TIMEOUT_MS = 5
/** Keeps the indexes that many new runs are sorted into in memory. */
const CACHE_KIB = 65_536
/** Larger files are not checked at every opening: a check reads all of the file. */
const CHECK_UP_TO_BYTES = 64 * 2 ** 20

interface OpenOptions {
  /** Whether the caller has just checked the pages, so that this need not be done again; default: no. */
  readonly isChecked?: boolean
}

/**
 * Opens the database at `path`; creates or migrates it if needed. Refuses a file that it cannot use and
 * leaves it unchanged. Nothing in a file runs before its schema is known to be one of ours.
 */
export function openDatabase(path: string, { isChecked = false }: OpenOptions = {}): Db {
  const bytes = inspect(path)
  if (bytes <= CHECK_UP_TO_BYTES && !isChecked) checkPages(path)
  return explaining(path, () => {
    const db = new Database(path, { timeout: BUSY_TIMEOUT_MS })
    try {
      distrust(db)
      // SQLite is asked too, as it may read a damaged file differently.
      requireOurs(path, schemaOf(db), versionOf(db))
      setPragmas(db)
      applyMigrations(db)
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
  const bytes = inspect(path)
  if (bytes === 0) return null
  if (bytes <= CHECK_UP_TO_BYTES) checkPages(path)
  return explaining(path, () => {
    const db = openUnchanged(path)
    if (versionOf(db) === migrations.length) return db
    db.close()
    return null
  })
}

/** Throws unless the file is empty or has one of our schemas; runs nothing in it. Returns its size in bytes. */
export function inspect(path: string): number {
  const { bytes, version, schema } = explaining(path, () => inspectFile(path, migrations.length))
  requireOurs(path, schema, version)
  return bytes
}

function requireOurs(path: string, schema: readonly SchemaEntry[], version: number): void {
  if (version > migrations.length) throw tooNew(path, version, migrations.length)
  const problem = version === 0 && schema.length === 0 ? null : schemaProblem(schema, version)
  if (problem !== null) throw refusal(path, problem, 'choose another file')
}

/**
 * Closing as a writer would fold an existing write-ahead log into the file; closing as a reader would
 * leave a new, empty one behind.
 */
export function openUnchanged(path: string): Db {
  const db = new Database(path, {
    readonly: existsSync(`${path}-wal`),
    fileMustExist: true,
    timeout: BUSY_TIMEOUT_MS,
  })
  try {
    db.pragma('query_only = ON')
    distrust(db)
    requireOurs(path, schemaOf(db), versionOf(db))
  } catch (error) {
    db.close()
    throw error
  }
  return db
}

/** Throws if SQLite finds damage in the file. It reads all of it, once the schema is known to be ours. */
export function checkPages(path: string): void {
  if (inspect(path) === 0) return
  explaining(path, () => {
    const db = openUnchanged(path)
    try {
      if (checkDatabase(db).databaseHealth !== 'ok') throw notADatabase(path)
    } finally {
      db.close()
    }
  })
}

/** Makes SQLite distrust the file, which may be wrong and must not call anything with effects. */
function distrust(db: Db): void {
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
}

/** At every open: SQLite keeps only the journal mode in the file, and a reopened file is not FULL. */
function setPragmas(db: Db): void {
  db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma(`cache_size = -${CACHE_KIB}`)
}

/** Reads the whole file. */
export function checkDatabase(db: Db, pragma = 'quick_check(1)'): DatabaseCheck {
  const ask = (text: string) => db.pragma(text, { simple: true })
  return {
    databaseHealth: String(ask(pragma)),
    databaseBytes: Number(ask('page_count')) * Number(ask('page_size')),
    runs: null,
    experiments: [],
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
export function explaining<T>(path: string, use: () => T): T {
  try {
    return use()
  } catch (error) {
    if (error instanceof ApiError) throw error
    const code = error instanceof Database.SqliteError ? error.code : ''
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) throw notADatabase(path, error)
    if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
      throw locked(path, error)
    }
    throw refusal(
      path,
      `cannot be opened (${fileProblem(error)})`,
      'choose a file in a folder you may write to',
      error,
    )
  }
}
