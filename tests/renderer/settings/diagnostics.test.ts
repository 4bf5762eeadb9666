import { expect, it } from 'vitest'
import { describeBrowser, diagnosticsText } from '#renderer/settings/diagnostics.ts'
import type { SystemInfo } from '#shared/api.ts'

const info: SystemInfo = {
  version: '0.1.0',
  node: '24.1.0',
  platform: 'linux x64',
  engines: [
    { name: 'simd', isAvailable: true, backend: 'WebAssembly SIMD', note: null },
    { name: 'tfjs', isAvailable: false, backend: 'wasm', note: 'it is not installed' },
  ],
  workers: 3,
  continuesRuns: true,
  keepsEpisodes: true,
  cores: 4,
  databasePath: '/home/ada/workbench.sqlite',
  sqlite: '3.50.1',
  electron: null,
}
const chromium =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36'

it('a report of a fault says what computed and what showed it, and nothing of whose it is', () => {
  const text = diagnosticsText(info, chromium, 'ok')
  expect(text.split('\n')).toEqual([
    'Workbench     0.1.0',
    'Browser       Chromium 153.0.0.0',
    'Node          24.1.0',
    'SQLite        3.50.1',
    'Platform      linux x64',
    'simd          WebAssembly SIMD',
    'tfjs          not available; it is not installed',
    'Runs at once  3 on 4 cores',
    'Database      ok',
  ])
  expect(diagnosticsText({ ...info, electron: '45.3.4' }, chromium, null)).toMatch(
    /Electron +45\.3\.4[^]*Database +not checked/,
  )
})

it('a browser is called by its name', () => {
  expect(describeBrowser('Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe(
    'Firefox 140.0',
  )
  expect(describeBrowser('Curl')).toBe('Curl')
})
