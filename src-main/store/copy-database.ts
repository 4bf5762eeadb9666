import { constants, existsSync, rmSync, statSync } from 'node:fs'
import { copyFile, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { ApiError } from '#shared/errors.ts'
import { refusal } from './database-file.ts'
import { makeFolder } from './make-folder.ts'

const size = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

const sidecars = (path: string) => [`${path}-wal`, `${path}-shm`]

/**
 * Copies a closed database to where there is none, onto the disk, and reads all of the copy. Throws, with
 * nothing left at `to` and `from` as it was, where that does not work.
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  if (existsSync(to)) {
    throw refusal(to, 'is there already, and was left untouched', 'choose a name that is free')
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
    check(from, to)
    // The name too: a file that its folder does not hold yet is lost with the power.
    await syncFolder(dirname(to))
  } catch (error) {
    if (isOurs) for (const path of [to, ...sidecars(to)]) rmSync(path, { force: true })
    if (error instanceof ApiError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw refusal(to, `cannot be written (${reason})`, 'choose another place', error)
  }
}

async function sync(path: string, flags: 'r' | 'r+'): Promise<void> {
  const file = await open(path, flags)
  await file.sync().finally(() => file.close())
}

/** Where folders cannot be opened, as on Windows, the file system looks after their entries itself. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform !== 'win32') await sync(path, 'r')
}

function check(from: string, to: string): void {
  const db = new Database(to, { fileMustExist: true })
  try {
    const health = String(db.pragma('integrity_check(1)', { simple: true }))
    if (health !== 'ok' || size(from) !== size(to)) {
      throw refusal(to, `is no sound copy (${health})`, 'choose another place')
    }
  } finally {
    db.close()
  }
}

/** Deletes a closed database with all that belongs to it. */
export function removeDatabase(path: string): void {
  for (const each of [path, ...sidecars(path)]) rmSync(each, { force: true })
}
