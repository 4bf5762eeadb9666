import { accessSync, constants, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { ApiError } from '#shared/errors.ts'
import { withPages, type DatabasePages } from './database-pages.ts'
import { fileProblem } from './file-problems.ts'
import { makeFolder } from './make-folder.ts'
import { readSchema, SchemaTooLarge, type SchemaEntry } from './schema-entries.ts'

/* Reads a database file without SQLite, so that SQLite never opens a file that is refused. */

/** Marks our files in SQLite's header: "RWB1". */
export const APPLICATION_ID = 0x52574231

const MAGIC = 'SQLite format 3\0'
const USER_VERSION_OFFSET = 60
const APPLICATION_ID_OFFSET = 68

/** One sentence naming the file, what is wrong with it and what to do. */
export const refusal = (path: string, problem: string, remedy: string, cause?: unknown): ApiError =>
  new ApiError('conflict', `The database ${path} ${problem}; ${remedy}.`, { cause })

export const locked = (path: string, cause: unknown): ApiError =>
  new ApiError(
    'busy',
    `The database ${path} is locked by another program; close that program and try again.`,
    { cause },
  )
export const notADatabase = (path: string, cause?: unknown): ApiError =>
  refusal(
    path,
    'is damaged or not a SQLite database, and was left untouched',
    'move it away or choose another file',
    cause,
  )
const foreign = (path: string): ApiError =>
  refusal(path, 'belongs to another program and was left untouched', 'choose another file')
export const tooNew = (path: string, version: number, known: number): ApiError =>
  refusal(
    path,
    `has schema version ${version}, but this program knows only ${known}`,
    'use a newer version of the workbench or choose another file',
  )

/** Makes the folder a database will live in. */
function prepareFolder(path: string): void {
  const folder = dirname(path)
  try {
    makeFolder(folder)
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw refusal(
      path,
      `cannot be written, because of its folder (${fileProblem(error)})`,
      'choose a file in a folder you may write to',
      error,
    )
  }
}

/** Bytes of the file; 0 when there is none. Throws when it is no plain file that may be written. */
function fileSize(path: string): number {
  // SQLite would open another file: the one without the spaces.
  if (path !== path.trim()) {
    throw refusal(path, 'has a name that begins or ends with a space', 'choose another name')
  }
  const size = plainSize(path, path)
  // Opening a pipe in their place would wait for ever.
  for (const ending of ['-wal', '-shm', '-journal']) plainSize(`${path}${ending}`, path)
  if (size === null) return 0
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
  } catch (error) {
    throw refusal(
      path,
      `may not be read and written (${fileProblem(error)})`,
      'change its permissions or choose another file',
      error,
    )
  }
  return size
}

/** Returns the size of a file that belongs to the database, in bytes; null if there is none. */
function plainSize(path: string, database: string): number | null {
  let stats
  try {
    stats = statSync(path, { throwIfNoEntry: false })
  } catch (error) {
    throw refusal(
      database,
      `cannot be opened (${fileProblem(error)})`,
      'choose another file',
      error,
    )
  }
  if (!stats) return null
  if (stats.isFile()) return stats.size
  if (path === database) {
    throw refusal(path, 'is a folder or a device, not a file', 'choose a file')
  }
  throw refusal(database, `has a folder or a device beside it, ${path}`, 'move that away')
}

/** What a file says of itself before SQLite opens it. */
export interface Inspection {
  /** Bytes; 0 for a database that does not exist yet. */
  readonly bytes: number
  readonly version: number
  readonly schema: readonly SchemaEntry[]
}

/** Throws if the file cannot be one of our databases. The content of its write-ahead log counts too. */
export function inspectFile(path: string, knownVersion: number): Inspection {
  prepareFolder(path)
  const bytes = fileSize(path)
  if (bytes === 0) return { bytes, version: 0, schema: [] }
  try {
    const found = withPages(path, (pages) => inspectPages(path, pages, knownVersion))
    if (found) return { bytes, ...found }
  } catch (error) {
    if (error instanceof ApiError) throw error
    if (error instanceof SchemaTooLarge) {
      throw refusal(
        path,
        'has more tables than this program creates, and was left unchanged',
        'choose another file',
        error,
      )
    }
    throw notADatabase(path, error)
  }
  throw notADatabase(path)
}

function inspectPages(
  path: string,
  pages: DatabasePages,
  knownVersion: number,
): Omit<Inspection, 'bytes'> {
  const header = pages.page(1)
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) throw notADatabase(path)
  const applicationId = header.readInt32BE(APPLICATION_ID_OFFSET)
  if (applicationId !== APPLICATION_ID && applicationId !== 0) throw foreign(path)
  const version = header.readInt32BE(USER_VERSION_OFFSET)
  if (applicationId === APPLICATION_ID && version > knownVersion) {
    throw tooNew(path, version, knownVersion)
  }
  const schema = readSchema(pages)
  const isEmpty = schema.length === 0 && version === 0
  if (!isEmpty && (applicationId === 0 || version < 1)) throw foreign(path)
  return { version, schema }
}
