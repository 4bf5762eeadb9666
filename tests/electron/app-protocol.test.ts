import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileOf, isOurs, pageUrl, registerScheme, respond } from '#main/electron/app-protocol.ts'
import { contentSecurityPolicy } from '#main/page-security.ts'
import { protocol } from './electron-stand-in.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'page-'))
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'page', 'index.html'), '<p>workbench</p>')
  writeFileSync(join(folder, 'page', 'assets', 'a b.js'), 'export {}')
  writeFileSync(join(folder, 'page', 'assets', 'letters.woff2'), 'export {}')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('a URL', () => {
  it.each(['app://workbench/', 'app://workbench/index.html#/runs', pageUrl])(
    '%s is ours',
    (url) => {
      expect(isOurs(url)).toBe(true)
    },
  )
  it.each([
    'app://other/index.html',
    'app://workbench.example/',
    'https://workbench/',
    'file:///etc/passwd',
    'about:blank',
    'javascript:alert(1)',
    '',
  ])('%s is not ours', (url) => {
    expect(isOurs(url)).toBe(false)
  })

  it('stands for a file of the page', () => {
    expect(fileOf('app://workbench/', '/page')).toBe(join('/page', 'index.html'))
    expect(fileOf('app://workbench/assets/a%20b.js?x#y', '/page')).toBe(
      join('/page', 'assets', 'a b.js'),
    )
  })
  it.each([
    'app://workbench/%2e%2e%2fsecret.txt',
    'app://workbench/..%2fsecret.txt',
    'app://workbench/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
    'app://workbench/..%5csecret.txt',
    'app://workbench/%00',
    'app://workbench/%',
    'app://workbench/%2e%2e%2fpage-2/index.html',
    'app://other/index.html',
    'file:///etc/passwd',
  ])('%s stands for no file', (url) => {
    expect(fileOf(url, '/page')).toBeNull()
  })
})

describe('the scheme', () => {
  it('is a secure origin of its own', () => {
    registerScheme()
    expect(protocol.privileged).toMatchObject([
      { scheme: 'app', privileges: { standard: true, secure: true } },
    ])
    expect(protocol.privileged[0]!.privileges).not.toHaveProperty('bypassCSP')
  })

  it('delivers files with their type and the policy that the server sends too', async () => {
    const response = await respond(pageUrl, join(folder, 'page'))
    expect(await response.text()).toBe('<p>workbench</p>')
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy)

    const script = await respond('app://workbench/assets/a%20b.js', join(folder, 'page'))
    expect(script.headers.get('content-type')).toContain('text/javascript')
    const font = await respond('app://workbench/assets/letters.woff2', join(folder, 'page'))
    expect(font.headers.get('content-type')).toBe('font/woff2')
  })

  it.each([
    'app://workbench/..%2fsecret.txt',
    'app://workbench/missing.js',
    'app://workbench/assets',
  ])('answers 404 to %s', async (url) => {
    expect((await respond(url, join(folder, 'page'))).status).toBe(404)
  })
})
