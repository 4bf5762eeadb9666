import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inProject } from '../../scripts/project.ts'
import { temporaryFolder } from '../store/sample-runs.ts'

type Files = Readonly<Record<string, string>>

/** Runs a checker of `npm run lint` with its settings on a small program. */
function check(settings: string, checker: string, args: readonly string[], files: Files) {
  const folder = temporaryFolder()
  copyFileSync(inProject(settings), join(folder, settings))
  const manifest = { name: 'planted', type: 'module', imports: { '#shared/*': './src-shared/*' } }
  const all = { 'package.json': JSON.stringify(manifest), ...files }
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const program = [inProject(`node_modules/${checker}`), ...args]
  const { status, stdout } = spawnSync(process.execPath, program, { cwd: folder, encoding: 'utf8' })
  return { isRefused: status !== 0, stdout }
}

function checkCycles(files: Files) {
  const folders = new Set(Object.keys(files).map((file) => file.split('/')[0]!))
  const checker = 'dependency-cruiser/bin/dependency-cruiser.mjs'
  return check('.dependency-cruiser.mjs', checker, [...folders], files)
}

const checkUse = (files: Files) =>
  check('knip.json', 'knip/bin/knip.js', ['--no-config-hints'], files)

describe('imports in a circle', () => {
  it.each([
    ['of values', "import { b } from './b.ts'\nexport const a = () => b\n"],
    ['of types', "import type { B } from './b.ts'\nexport type A = B | null\n"],
    ['by #shared', "import { b } from '#shared/b.ts'\nexport const a = () => b\n"],
  ])('are refused: %s', (_, a) => {
    const b =
      "import type * as first from './a.ts'\nexport type B = typeof first\nexport const b = 1\n"
    const { isRefused, stdout } = checkCycles({ 'src-shared/a.ts': a, 'src-shared/b.ts': b })
    expect(isRefused).toBe(true)
    expect(stdout).toContain('no-cycle: src-shared/a.ts')
  })

  it('are refused of components, but for the form whose fields have fields', () => {
    const importing = (name: string) =>
      `<script setup lang="ts">\nimport Other from './${name}.vue'\n</script>\n`
    const form = 'src-renderer/components/form'
    const pair = (folder: string, one: string, other: string) => ({
      [`${folder}/${one}.vue`]: importing(other),
      [`${folder}/${other}.vue`]: importing(one),
    })
    expect(checkCycles(pair(form, 'SchemaField', 'UnionControl')).isRefused).toBe(false)
    expect(checkCycles(pair(form, 'SchemaField', 'OtherControl')).isRefused).toBe(true)
  })
})

describe('what nobody uses', () => {
  const entry = "import { used } from '#shared/parts.ts'\nused()\n"
  const parts = 'export const used = () => undefined\n'

  it('is refused, and what is used is not', () => {
    const files = { 'src-renderer/app.ts': entry, 'src-shared/parts.ts': parts }
    expect(checkUse(files)).toEqual({ isRefused: false, stdout: '' })
    const more = `${parts}export const planted = 1\n`
    const { isRefused, stdout } = checkUse({ ...files, 'src-shared/parts.ts': more })
    expect(isRefused).toBe(true)
    expect(stdout).toMatch(/Unused exports[^]*planted/)
  })

  it('is refused as a file too', () => {
    const files = { 'src-renderer/app.ts': 'void 0\n', 'src-shared/parts.ts': parts }
    expect(checkUse(files).stdout).toMatch(/Unused files[^]*src-shared\/parts.ts/)
  })

  it('and a package that package.json does not name are refused', () => {
    const files = { 'src-renderer/app.ts': "import 'planted-package'\n" }
    const { isRefused, stdout } = checkUse(files)
    expect(isRefused).toBe(true)
    expect(stdout).toMatch(/Unlisted dependencies[^]*planted-package/)
  })
})
