import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findElectron } from '../../scripts/find-electron.ts'

let packageFolder: string
beforeEach(() => {
  packageFolder = mkdtempSync(join(tmpdir(), 'electron-'))
  writeFileSync(join(packageFolder, 'package.json'), '{ "version": "1.2.3" }')
})
afterEach(() => rmSync(packageFolder, { recursive: true }))

const installScript = (text: string) => writeFileSync(join(packageFolder, 'install.js'), text)

function putBinary() {
  mkdirSync(join(packageFolder, 'dist'))
  writeFileSync(join(packageFolder, 'dist', 'electron'), '')
  writeFileSync(join(packageFolder, 'path.txt'), 'electron')
}

it('finds an installed Electron without asking the network', async () => {
  putBinary()
  const isReachable = () => Promise.reject(new Error('asked the network'))
  expect(await findElectron({ packageFolder, isReachable })).toEqual({
    kind: 'found',
    path: join(packageFolder, 'dist', 'electron'),
  })
})

it('does not trust a path that leads nowhere', async () => {
  writeFileSync(join(packageFolder, 'path.txt'), 'electron')
  const electron = await findElectron({ packageFolder, isReachable: async () => false })
  expect(electron.kind).toBe('missing')
})

it('starts no download when the place of the download is out of reach', async () => {
  installScript("require('fs').writeFileSync(__dirname + '/path.txt', 'install.js')")
  expect(await findElectron({ packageFolder, isReachable: async () => false })).toEqual({
    kind: 'missing',
    reason: 'Electron is not here and cannot be fetched',
  })
})

it('fetches Electron when it is within reach', async () => {
  installScript(`
    const fs = require('fs')
    fs.mkdirSync(__dirname + '/dist')
    fs.writeFileSync(__dirname + '/dist/electron', '')
    fs.writeFileSync(__dirname + '/path.txt', 'electron')`)
  const electron = await findElectron({ packageFolder, isReachable: async () => true })
  expect(electron.kind).toBe('found')
})

it('gives up a download that does not come to an end', async () => {
  installScript('setInterval(() => undefined, 1000)')
  const startedAt = Date.now()
  const electron = await findElectron({
    packageFolder,
    isReachable: async () => true,
    downloadLimitMs: 300,
  })
  expect(electron).toMatchObject({ reason: expect.stringContaining('npx install-electron') })
  expect(Date.now() - startedAt).toBeLessThan(5000)
})

it('says when the package itself is missing', async () => {
  rmSync(join(packageFolder, 'package.json'))
  expect(await findElectron({ packageFolder })).toMatchObject({
    reason: 'Electron is not installed',
  })
})
