import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keepToken } from '#main/access-token.ts'
import { temporaryFolder } from '../store/sample-runs.ts'

const file = (folder: string) => join(folder, 'server-token')

describe('the token of a data folder', () => {
  it('is the same at every start, and no one but its owner can read it', () => {
    const folder = join(temporaryFolder(), 'not', 'there')
    const { token, problem } = keepToken(folder)
    expect([problem, token]).toEqual([null, expect.stringMatching(/^[\w-]{43}$/)])
    expect(keepToken(folder).token).toBe(token)
    expect(statSync(file(folder)).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['server-token'])
    expect(keepToken(temporaryFolder()).token).not.toBe(token)
  })

  it('is another one when that is asked for', () => {
    const folder = temporaryFolder()
    const { token } = keepToken(folder)
    const renewed = keepToken(folder, true).token
    expect(renewed).not.toBe(token)
    expect(keepToken(folder).token).toBe(renewed)
  })

  it.each([
    ['others can read', (path: string) => chmodSync(path, 0o644)],
    ['holds something else', (path: string) => writeFileSync(path, 'password')],
    ['is empty', (path: string) => writeFileSync(path, '')],
  ])('takes the place of one that %s', (_, spoil) => {
    const folder = temporaryFolder()
    const { token } = keepToken(folder)
    spoil(file(folder))
    const { token: next, problem } = keepToken(folder)
    expect([problem, next === token]).toEqual([null, false])
    expect(statSync(file(folder)).mode & 0o777).toBe(0o600)
    expect(readFileSync(file(folder), 'utf8').trim()).toBe(next)
  })

  it('is never read through a link that someone has laid there', () => {
    const folder = temporaryFolder()
    const theirs = join(folder, 'theirs')
    writeFileSync(theirs, 'A'.repeat(43), { mode: 0o600 })
    symlinkSync(theirs, file(folder))
    expect(keepToken(folder).token).not.toBe('A'.repeat(43))
    expect(readFileSync(theirs, 'utf8')).toBe('A'.repeat(43))
  })

  it('is valid for one start where it cannot be kept, and says so', () => {
    const folder = temporaryFolder()
    mkdirSync(join(file(folder), 'in the way'), { recursive: true })
    const { token, problem } = keepToken(folder)
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(problem).toContain('valid until this server stops')
    expect(problem).not.toContain(token)
  })
})
