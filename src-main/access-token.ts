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
  /** Why it is valid for this start alone; null if the next start has it too. */
  readonly problem: string | null
}

/**
 * The token of a data folder, the same at every start, so that a tab comes back by itself after a restart. It lies in a
 * file that only its owner can read; `isNew` puts another in its place, which shuts out all who know the old one.
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
      problem: `The access token cannot be kept in ${file} (${reason}), so it is valid for this start alone`,
    }
  }
}

/** Null if there is none, or one that others may have read or written. */
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

/** The token of a server that was started at the same moment and was faster; null if there is none to keep. */
function linkUnlessThere(fresh: string, file: string): string | null {
  try {
    linkSync(fresh, file)
  } catch {
    // There is a file already, or the file system has no links.
    return readToken(file)
  }
  return null
}
