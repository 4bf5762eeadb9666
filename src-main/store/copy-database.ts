import { constants, existsSync, rmSync, statSync } from 'node:fs'
import { copyFile, open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ApiError } from '#shared/errors.ts'
import { refusal } from './database-file.ts'
import { fileProblem } from './file-problems.ts'
import { makeFolder } from './make-folder.ts'

const size = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

const sidecars = (path: string) => [`${path}-wal`, `${path}-shm`]

/** How much of both files is compared at a time. */
const CHUNK_BYTES = 2 ** 20

/**
 * Copies a closed database to a path that does not exist yet, flushes it to the disk, and compares the copy
 * byte by byte. If that fails, throws, leaves nothing at `to` and `from` unchanged.
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  if (existsSync(to)) {
    throw refusal(to, 'is there already, and was left untouched', 'choose a name that is free')
  }
  const other = sidecars(to).find((path) => existsSync(path))
  if (other !== undefined) {
    throw refusal(
      to,
      `has ${other} beside it, which SQLite would take for its log`,
      'move that away',
    )
  }
  if (size(`${from}-wal`) > 0) {
    throw refusal(from, 'is still written to by another program', 'close that program first')
  }
  let isOurs = false
  try {
    makeFolder(dirname(to))
    await copyFile(from, to, constants.COPYFILE_EXCL)
    isOurs = true
    await sync(to, 'r+')
    if (!(await areEqual(from, to))) {
      throw refusal(to, 'differs from what was copied', 'choose another place')
    }
    // A file whose folder entry is not on the disk is lost when the power fails.
    await syncFolder(dirname(to))
  } catch (error) {
    if (isOurs) removeDatabase(to)
    if (error instanceof ApiError) throw error
    throw refusal(to, `cannot be written (${fileProblem(error)})`, 'choose another place', error)
  }
}

async function areEqual(one: string, other: string): Promise<boolean> {
  if (size(one) !== size(other)) return false
  const files = await Promise.all([open(one), open(other)])
  try {
    for (;;) {
      const [a, b] = await Promise.all(files.map(readChunk))
      if (!a!.equals(b!)) return false
      if (a!.length === 0) return true
    }
  } finally {
    await Promise.all(files.map((file) => file.close()))
  }
}

async function readChunk(file: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES)
  return buffer.subarray(0, bytesRead)
}

async function sync(path: string, flags: 'r' | 'r+'): Promise<void> {
  const file = await open(path, flags)
  await file.sync().finally(() => file.close())
}

/** On systems that cannot open folders, such as Windows, the file system flushes their entries itself. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform !== 'win32') await sync(path, 'r')
}

/** Deletes a closed database with all that belongs to it. */
export function removeDatabase(path: string): void {
  // A name that is almost too long has no log, and asking for it would throw.
  for (const each of [path, ...sidecars(path)]) if (existsSync(each)) rmSync(each, { force: true })
}
