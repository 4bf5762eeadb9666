import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from './store/make-folder.ts'

const FILE = 'server-token'
const FOR_ITS_OWNER = 0o600

/** A secret of 256 bits. */
export const createToken = (): string => randomBytes(32).toString('base64url')

interface KeptToken {
  readonly token: string
  /** Says why the token is valid for this start alone; null if it is kept for the next start. */
  readonly problem: string | null
}

/**
 * Returns the token of a data folder. It is the same at every start, so that an open tab reconnects by
 * itself after a restart. It lies in a file that only its owner can read. `isNew` replaces it, which
 * shuts out everyone who knows the old one.
 */
export function keepToken(folder: string, isNew = false): KeptToken {
  const file = join(folder, FILE)
  try {
    const known = isNew ? null : readToken(file)
    return { token: known ?? writeToken(folder, file, isNew), problem: null }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return {
      token: createToken(),
      problem: `The access token cannot be stored in ${file} (${reason}), so it is valid until this server stops`,
    }
  }
}

/** Returns null if there is no token, or if others may have read or written the file. */
function readToken(file: string): string | null {
  const stats = lstatSync(file, { throwIfNoEntry: false })
  if (!stats?.isFile()) return null
  const isPrivate =
    process.platform === 'win32' || ((stats.mode & 0o077) === 0 && stats.uid === process.getuid?.())
  if (!isPrivate) return null
  const text = readFileSync(file, 'utf8').trim()
  return /^[\w-]{43}$/.test(text) ? text : null
}

function writeToken(folder: string, file: string, isNew: boolean): string {
  makeFolder(folder)
  const fresh = `${file}.${process.pid}.new`
  const token = createToken()
  rmSync(fresh, { force: true })
  try {
    const descriptor = openSync(fresh, 'wx', FOR_ITS_OWNER)
    try {
      writeFileSync(descriptor, `${token}\n`)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    const other = isNew ? null : linkUnlessThere(fresh, file)
    if (other === null) renameSync(fresh, file)
    return other ?? token
  } finally {
    rmSync(fresh, { force: true })
  }
}

/** Returns the token of a server that started at the same moment and was faster; null if there is none to keep. */
function linkUnlessThere(fresh: string, file: string): string | null {
  try {
    linkSync(fresh, file)
  } catch {
    // The file already exists, or the file system has no links.
    return readToken(file)
  }
  return null
}
