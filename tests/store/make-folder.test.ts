import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { makeFolder } from '#main/store/make-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'make-folder-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('makes the folders above a folder too, and finds it made the second time', () => {
  const path = join(folder, 'a', 'b', 'c')
  makeFolder(path)
  makeFolder(path)
  expect(existsSync(path)).toBe(true)
})

it('throws where a file stands in the way', () => {
  makeFolder(folder)
  writeFileSync(join(folder, 'file'), '')
  expect(() => makeFolder(join(folder, 'file', 'a'))).toThrow()
})

it.runIf(process.platform === 'linux')('throws, and returns, where no folder can be made', () => {
  expect(() => makeFolder('/proc/no/such/place')).toThrow('ENOENT')
})
