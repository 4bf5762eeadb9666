import { existsSync, statSync } from 'node:fs'
import { ApiError } from '#shared/errors.ts'
import { inspect } from '#main/store/database.ts'
import { timeLimitOf } from './checker.ts'
import { runCheck } from './start-check.ts'

/** Reading a longer write-ahead log would take too long here. */
const QUICKLY_READ_BYTES = 8 * 2 ** 20

/**
 * Checks and migrates a database in a process of its own, so that opening it holds nobody up. Throws a
 * sentence if it cannot be opened. Returns whether it was checked; it is not if it does not exist, or
 * while another program holds its lock.
 */
export async function prepareDatabase(path: string, checksAll: boolean): Promise<boolean> {
  if (!existsSync(path) || bytesOf(path) === 0) return false
  // Refuse at once what can be refused without SQLite.
  if (bytesOf(`${path}-wal`) <= QUICKLY_READ_BYTES) inspect(path)
  try {
    await runCheck({ kind: 'open', path, checksAll }, { timeLimitMs: timeLimitOf(path) })
    return true
  } catch (error) {
    if (error instanceof ApiError && error.code === 'busy') return false
    throw error
  }
}

/** Returns −1 for anything but a plain file, which `inspect` refuses in a sentence. */
function bytesOf(path: string): number {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (!stats) return 0
    return stats.isFile() ? stats.size : -1
  } catch {
    return -1
  }
}
