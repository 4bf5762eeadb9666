import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createBackend } from '#main/backend.ts'
import { createRememberedPlaces } from '#main/places.ts'
import { importRunFile } from '#main/run-file-transfer.ts'
import { openWorkbench } from '#main/workbench.ts'
import { ApiError } from '#shared/errors.ts'
import { temporaryFolder } from '../store/sample-runs.ts'

async function open() {
  const folder = temporaryFolder()
  const reported: unknown[] = []
  const workbench = await openWorkbench({
    databasePath: join(folder, 'first.sqlite'),
    openBackend: (databasePath, isChecked) =>
      createBackend({ databasePath, isChecked, workers: 1, report: (each) => reported.push(each) }),
    places: createRememberedPlaces(join(folder, 'home', 'places.json')),
    report: (error) => reported.push(error),
  })
  onTestFinished(() => workbench.close())
  const request = (path: string) => ({ path, interruptsRuns: false })
  const { handlers } = workbench
  return {
    folder,
    reported,
    handlers,
    workbench,
    change: async (kind: 'open' | 'create' | 'move', path: string) =>
      handlers[`database.${kind}`](request(path)),
  }
}

describe('a home that cannot be written', () => {
  it('lets the new database be open everywhere, and says once what the next start will not know', async () => {
    const { folder, handlers, reported, change, workbench } = await open()
    // A file where the folder would be: not even root can write there.
    writeFileSync(join(folder, 'home'), '')
    const path = join(folder, 'second.sqlite')
    const created = await change('create', path)
    expect(created).toMatchObject({
      databasePath: path,
      problem: expect.stringMatching(
        /second\.sqlite is open, but could not be saved for the next start/,
      ),
    })
    expect(reported).toHaveLength(1)
    expect(workbench.databasePath()).toBe(path)
    expect(await handlers['system.info'](undefined)).toMatchObject({ databasePath: path })
    expect(handlers['places.get'](undefined)).toMatchObject({ databasePath: path, problem: null })
    // The one that was left is closed.
    expect(await change('open', join(folder, 'first.sqlite'))).toMatchObject({
      databasePath: join(folder, 'first.sqlite'),
    })
    expect(() => handlers['places.setExportFolder']({ path: folder })).toThrow(
      /export folder is unchanged/,
    )
  })
})

describe('a place that is no place for a database', () => {
  const names: [string, (folder: string) => string][] = [
    ['NUL', (folder) => join(folder, 'a\0b.sqlite')],
    ['300 characters', (folder) => join(folder, 'a'.repeat(300))],
    ['250 characters, which its log would not have', (folder) => join(folder, 'a'.repeat(253))],
    ['a folder of 300 characters', (folder) => join(folder, 'a'.repeat(300), 'b.sqlite')],
    ['a folder', (folder) => (mkdirSync(join(folder, 'd')), join(folder, 'd'))],
    [
      'a circle of links',
      (folder) => (symlinkSync('loop', join(folder, 'loop')), join(folder, 'loop')),
    ],
    [
      'a circle of folders',
      (folder) => (symlinkSync('ring', join(folder, 'ring')), join(folder, 'ring', 'b.sqlite')),
    ],
    ['a pipe', (folder) => (execFileSync('mkfifo', [join(folder, 'pipe')]), join(folder, 'pipe'))],
    [
      'a file beside a pipe for its log',
      (folder) => {
        execFileSync('mkfifo', [join(folder, 'b.sqlite-wal')])
        return join(folder, 'b.sqlite')
      },
    ],
    ['a device', () => '/dev/null'],
    [
      'under a file',
      (folder) => (writeFileSync(join(folder, 'f'), ''), join(folder, 'f', 'b.sqlite')),
    ],
    ['under /proc', () => '/proc/none/b.sqlite'],
  ]
  it.each(names)('is refused in a sentence by every door: %s', async (_, make) => {
    const { folder, handlers, change, reported, workbench } = await open()
    const path = make(folder)
    const before = readdirSync(folder).sort()
    const descriptors = readdirSync('/proc/self/fd').length
    const attempts: (() => Promise<unknown>)[] = [
      () => change('open', path),
      () => change('create', path),
      () => change('move', path),
      () => importRunFile(handlers, path),
    ]
    for (const attempt of attempts) {
      const error = await Promise.resolve()
        .then(attempt)
        .then(
          () => null,
          (each: unknown) => each,
        )
      expect(error).toBeInstanceOf(ApiError)
      expect((error as ApiError).code).toMatch(/^(conflict|not-found|invalid-params)$/)
      expect((error as ApiError).message).not.toMatch(/SQLITE|ERR_|^E[A-Z]+:/)
    }
    expect(readdirSync(folder).filter((name) => !name.startsWith('first.sqlite'))).toEqual(
      before.filter((name) => !name.startsWith('first.sqlite')),
    )
    expect(readdirSync('/proc/self/fd').length).toBeLessThanOrEqual(descriptors + 1)
    expect(reported).toEqual([])
    expect(workbench.databasePath()).toBe(join(folder, 'first.sqlite'))
    expect(await handlers['runs.list'](undefined)).toEqual([])
  })

  it.skipIf(process.getuid?.() === 0)('is refused where it may not be read', async () => {
    const { folder, change } = await open()
    const path = join(folder, 'secret.sqlite')
    writeFileSync(path, 'x')
    chmodSync(path, 0)
    await expect(change('open', path)).rejects.toThrow('permission denied')
    expect(existsSync(path)).toBe(true)
  })
})
