import { describe, expect, it, vi } from 'vitest'
import Database from 'better-sqlite3'
import { ApiError } from '#shared/errors.ts'
import { storageFaultOf } from '#main/store/storage-fault.ts'
import { whenFree } from '#main/store/when-free.ts'

const sqlite = (code: string, message = 'broken') => new Database.SqliteError(message, code)
const system = (code: string) => Object.assign(new Error(`${code}: no`), { code })

describe('an error', () => {
  it.each([
    ['SQLITE_BUSY', 'busy'],
    ['SQLITE_BUSY_SNAPSHOT', 'busy'],
    ['SQLITE_LOCKED', 'busy'],
    ['SQLITE_FULL', 'full'],
    ['SQLITE_IOERR_FSYNC', 'failing'],
    ['SQLITE_IOERR_WRITE', 'failing'],
    ['SQLITE_CANTOPEN', 'failing'],
    ['SQLITE_READONLY_DIRECTORY', 'failing'],
    ['SQLITE_CORRUPT', 'damaged'],
  ])('%s of SQLite is a fault of the storage: %s', (code, kind) => {
    expect(storageFaultOf(sqlite(code))).toMatchObject({ kind })
  })

  it.each([
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    ['EIO', 'failing'],
    ['EROFS', 'failing'],
  ])('%s of the operating system is one too: %s', (code, kind) => {
    expect(storageFaultOf(system(code))).toMatchObject({ kind })
  })

  it.each([
    sqlite('SQLITE_CONSTRAINT_UNIQUE'),
    sqlite('SQLITE_ERROR'),
    system('ENOENT'),
    new ApiError('conflict', 'no'),
    new TypeError('x is undefined'),
    'text',
    null,
  ])('of a program or its caller is none (%s)', (error) => {
    expect(storageFaultOf(error)).toBeNull()
  })
})

describe('whenFree', () => {
  const patience = { busyMs: 200 }

  it('answers at once, without a promise, where nothing is wrong', () => {
    expect(whenFree(() => 7, patience)).toBe(7)
  })

  it('tries again until the lock is free', async () => {
    let attempts = 0
    const work = () => {
      attempts++
      if (attempts < 4) throw sqlite('SQLITE_BUSY')
      return 'stored'
    }
    await expect(whenFree(work, patience)).resolves.toBe('stored')
    expect(attempts).toBe(4)
  })

  it('tries again what fails later, in a promise', async () => {
    const work = vi.fn().mockRejectedValueOnce(sqlite('SQLITE_IOERR')).mockResolvedValue('stored')
    await expect(whenFree(work, patience)).resolves.toBe('stored')
  })

  it.each([
    ['SQLITE_BUSY', 'busy', /^Another program keeps the database locked, so nothing was changed/],
    ['SQLITE_FULL', 'storage', /^The disk that holds the database is full, so nothing was changed/],
    ['SQLITE_IOERR_WRITE', 'storage', /cannot be read or written \(broken\)/],
  ])('refuses after its patience: %s becomes %s', async (code, expected, message) => {
    const from = performance.now()
    const error = await Promise.resolve(
      whenFree(() => {
        throw sqlite(code)
      }, patience),
    ).catch((error: unknown) => error)
    expect(error).toMatchObject({ code: expected, message: expect.stringMatching(message) })
    expect(performance.now() - from).toBeGreaterThan(80)
    expect(performance.now() - from).toBeLessThan(400)
  })

  it('never tries again what the program or the caller did wrong', async () => {
    const work = vi.fn(() => {
      throw new ApiError('not-found', 'There is no run 3')
    })
    expect(() => whenFree(work, patience)).toThrow('There is no run 3')
    expect(work).toHaveBeenCalledTimes(1)
  })

  it('does not block the thread while it waits', async () => {
    let longestMs = 0
    let last = performance.now()
    const ticker = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last)
      last = performance.now()
    }, 5)
    await Promise.resolve(
      whenFree(() => {
        throw sqlite('SQLITE_BUSY')
      }, patience),
    ).catch(() => undefined)
    clearInterval(ticker)
    expect(longestMs).toBeLessThan(100)
  })
})
