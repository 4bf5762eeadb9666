import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inProject } from '../../scripts/project.ts'
import { launchChromium } from '../e2e/chromium.ts'
import { times } from './size.ts'

/*
 * The same seed gives the same bits in every program. OTHER_PROGRAMS names more of them, separated by colons: an older
 * Node, or Electron's own binary, which is told to be a Node.
 */

const STEPS = times(8_000, 50_000)
const folder = mkdtempSync(join(tmpdir(), 'programs-'))
const script = join(folder, 'script.cjs')
const kernel = readFileSync(inProject('out/kernel/kernel-simd128.wasm'))
let bundle = ''

const run = (program: string) =>
  execFileSync(program, [script], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
  })
    .trim()
    .split('\n')

beforeAll(async () => {
  const entry = inProject('tests/robustness/train-anywhere.ts')
  const lib = { entry, formats: ['iife' as const], name: 'anywhere', fileName: () => 'bundle.js' }
  await build({
    ...{ root: inProject('.'), configFile: false, logLevel: 'error' },
    build: { lib, outDir: folder, emptyOutDir: false, minify: false },
  })
  bundle = readFileSync(join(folder, 'bundle.js'), 'utf8')
  const bytes = `Uint8Array.from(atob('${kernel.toString('base64')}'), (c) => c.charCodeAt(0))`
  bundle += `;const lines = () => anywhere.trainAll(new WebAssembly.Module(${bytes}), ${STEPS})`
  writeFileSync(script, `${bundle}\nconsole.log(lines().join('\\n'))`)
})
afterAll(() => rmSync(folder, { recursive: true }))

test('every preset has the same bits in Node, in a worker of Chromium and in other programs', async () => {
  const here = run(process.execPath)
  for (const other of process.env['OTHER_PROGRAMS']?.split(':') ?? []) {
    expect(run(other)).toEqual(here)
  }
  // A page that is not isolated has no shared memory.
  const shared = 'self.SharedArrayBuffer ??= function (bytes) { return new ArrayBuffer(bytes) }'
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    const found = await page.evaluate((text) => {
      const worker = new Worker(URL.createObjectURL(new Blob([text])))
      return new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data)
        worker.onerror = ({ message }) => reject(new Error(message))
      })
    }, `${shared};${bundle};postMessage(lines())`)
    expect(found).toEqual(here)
  } finally {
    await browser.close()
  }
}, 1_800_000)
