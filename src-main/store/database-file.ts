import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { ApiError } from '#shared/errors.ts'
import { makeFolder } from './make-folder.ts'

/* What can be told of a database file from outside, so that a file we refuse is not even opened. */

/** Marks our files in SQLite's header: "RWB1". */
export const APPLICATION_ID = 0x52574231

const HEADER_BYTES = 100
const MAGIC = 'SQLite format 3\0'
const USER_VERSION_OFFSET = 60
const APPLICATION_ID_OFFSET = 68

/** One sentence naming the file, what is wrong with it and what to do. */
export const refusal = (path: string, problem: string, remedy: string, cause?: unknown): ApiError =>
  new ApiError('conflict', `The database ${path} ${problem}; ${remedy}.`, { cause })

export const notADatabase = (path: string, cause?: unknown): ApiError =>
  refusal(
    path,
    'is damaged or not a SQLite database, and was left untouched',
    'move it away or choose another file',
    cause,
  )
export const foreign = (path: string): ApiError =>
  refusal(path, 'belongs to another program and was left untouched', 'choose another file')
export const tooNew = (path: string, version: number, known: number): ApiError =>
  refusal(
    path,
    `has schema version ${version}, but this program knows only ${known}`,
    'use a newer version of the workbench or choose another file',
  )

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'

/** Makes the folder a database will live in. */
function prepareFolder(path: string): void {
  const folder = dirname(path)
  try {
    makeFolder(folder)
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw refusal(
      path,
      `cannot be written: its folder is no folder or not writable (${codeOf(error)})`,
      'choose a file in a folder you may write to',
      error,
    )
  }
}

/** Bytes of the file; 0 when there is none. Throws when it is no plain file that may be written. */
function fileSize(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) return 0
  if (!stats.isFile()) {
    throw refusal(path, 'is a folder or a device, not a file', 'choose a file')
  }
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
  } catch (error) {
    throw refusal(
      path,
      `may not be read and written (${codeOf(error)})`,
      'change its permissions or choose another file',
      error,
    )
  }
  return stats.size
}

function readHeader(path: string): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  const file = openSync(path, 'r')
  try {
    readSync(file, header, 0, HEADER_BYTES, 0)
  } finally {
    closeSync(file)
  }
  return header
}

/**
 * Throws when the file cannot be a database of ours; returns its size, 0 for one yet to be made.
 * A version still in the write-ahead log is not seen here: the opened database must be asked again.
 */
export function inspectFile(path: string, knownVersion: number): number {
  prepareFolder(path)
  const size = fileSize(path)
  if (size === 0) return 0
  const header = readHeader(path)
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) throw notADatabase(path)
  const applicationId = header.readInt32BE(APPLICATION_ID_OFFSET)
  if (applicationId !== APPLICATION_ID && applicationId !== 0) throw foreign(path)
  const version = header.readInt32BE(USER_VERSION_OFFSET)
  if (applicationId === APPLICATION_ID && version > knownVersion) {
    throw tooNew(path, version, knownVersion)
  }
  return size
}
