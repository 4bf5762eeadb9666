import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const eslint = new ESLint({ cwd: process.cwd() })

/** What the linter says of a file with this text at this path. */
async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath })
  return result!.messages
    .filter(({ ruleId }) => ruleId === null || /layer|restricted|console/.test(ruleId))
    .map(({ message }) => message)
}
const importing = (specifier: string) => `import '${specifier}'\n`

describe('import rules', () => {
  it.each([
    ['src-shared/a.ts', '#core/rng.ts'],
    ['src-shared/a.ts', '../src-main/backend.ts'],
    ['src-shared/a.ts', 'node:fs'],
    ['src-main/core/a.ts', 'node:fs'],
    ['src-main/core/a.ts', 'electron'],
    ['src-main/core/a.ts', 'better-sqlite3'],
    ['src-main/core/a.ts', '@tensorflow/tfjs-core'],
    ['src-main/core/environments/a.ts', '../../store/runs.ts'],
    ['src-main/core/a.ts', '#main/runs/run-manager.ts'],
    ['src-main/store/a.ts', '#core/train.ts'],
    ['src-main/store/a.ts', '../runs/run-manager.ts'],
    ['src-main/store/a.ts', 'electron'],
    ['src-main/workers/a.ts', '#main/store/runs.ts'],
    ['src-main/workers/a.ts', 'electron'],
    ['src-main/runs/a.ts', 'electron'],
    ['src-main/runs/a.ts', 'ws'],
    ['src-main/runs/a.ts', '#main/api/handlers.ts'],
    ['src-main/tasks/a.ts', '#main/runs/run-manager.ts'],
    ['src-main/compare/a.ts', '#main/runs/run-manager.ts'],
    ['src-main/checks/a.ts', '../export/run-files.ts'],
    ['src-main/export/a.ts', '../api/handlers.ts'],
    ['src-main/api/a.ts', '../electron/main.ts'],
    ['src-main/backend.ts', './headless/serve.ts'],
    ['src-main/electron/a.ts', '#main/store/runs.ts'],
    ['src-main/headless/commands/a.ts', '#core/train.ts'],
    ['src-main/headless/a.ts', 'electron'],
    ['src-renderer/pages/a.ts', '#core/train.ts'],
    ['src-renderer/pages/a.ts', '#main/backend.ts'],
    ['src-renderer/pages/a.ts', '../../src-main/backend.ts'],
    ['src-renderer/pages/a.ts', 'node:fs'],
    ['src-renderer/pages/a.ts', 'electron'],
    ['src-renderer/pages/a.ts', 'chart.js'],
    ['src-renderer/components/a.ts', 'chart.js/auto'],
    ['src-renderer/components/a.ts', '../stores/runs.ts'],
    ['src-renderer/components/a.ts', '#renderer/client.ts'],
    ['scripts/a.ts', 'electron'],
    ['tests/a.test.ts', 'electron'],
  ])('%s may not import %s', async (file, specifier) => {
    expect(await complaints(file, importing(specifier))).toHaveLength(1)
  })

  it.each([
    ['src-shared/config/a.ts', 'zod'],
    ['src-shared/config/a.ts', '../run.ts'],
    ['src-main/core/environments/a.ts', '../rng.ts'],
    ['src-main/core/a.ts', '#shared/run-config.ts'],
    ['src-main/core/engines/tfjs.ts', '@tensorflow/tfjs-core'],
    ['src-main/core/engines/tfjs/engine.ts', '@tensorflow/tfjs-core'],
    ['src-main/store/a.ts', 'better-sqlite3'],
    ['src-main/workers/a.ts', '#core/train.ts'],
    ['src-main/workers/a.ts', 'node:worker_threads'],
    ['src-main/runs/a.ts', '#main/store/runs.ts'],
    ['src-main/runs/a.ts', '../workers/protocol.ts'],
    ['src-main/runs/a.ts', '#main/compare/best-cell.ts'],
    ['src-main/export/a.ts', '#main/runs/leftovers.ts'],
    ['src-main/api/a.ts', '#main/checks/checker.ts'],
    ['src-main/backend.ts', './api/handlers.ts'],
    ['src-main/electron/a.ts', 'electron'],
    ['src-main/electron/a.ts', '#main/backend.ts'],
    ['src-main/headless/serve.ts', 'ws'],
    ['src-renderer/pages/a.ts', '../stores/runs.ts'],
    ['src-renderer/charts/a.ts', 'chart.js'],
    ['src-renderer/components/a.ts', '#shared/run.ts'],
    ['tests/electron/a.test.ts', 'electron'],
  ])('%s may import %s', async (file, specifier) => {
    expect(await complaints(file, importing(specifier))).toEqual([])
  })

  it.each([
    ["export * from '#core/rng.ts'\n"],
    ["export { a } from '#core/rng.ts'\n"],
    ["export const a = () => import('#core/rng.ts')\n"],
    ["export type A = import('#core/rng.ts').Rng\n"],
    ["import type { Rng } from '#core/rng.ts'\nexport type A = Rng\n"],
  ])('hold for every way to import: %s', async (code) => {
    expect(await complaints('src-renderer/pages/a.ts', code)).toHaveLength(1)
  })

  it('hold inside a Vue component', async () => {
    const code = `<script setup lang="ts">\nimport '../stores/runs.ts'\n</script>\n<template><p /></template>\n`
    expect(await complaints('src-renderer/components/A.vue', code)).toHaveLength(1)
  })

  it('ask for the file extension, which Node needs', async () => {
    expect(await complaints('src-main/core/a.ts', importing('./rng'))).toEqual([
      'Write the extension of ./rng: Node needs it.',
    ])
  })
})

describe('core', () => {
  it.each([
    'Date.now()',
    'new Date()',
    'performance.now()',
    'Math.random()',
    "console.log('')",
    'setTimeout(() => undefined)',
    'process.exit()',
    'globalThis.Date',
    'tf.randomNormal([1])',
  ])('may not use %s', async (expression) => {
    const code = `export const a = () => ${expression}\n`
    expect(await complaints('src-main/core/a.ts', code)).not.toEqual([])
  })

  it('may compute', async () => {
    const code = 'export const a = (x: number) => Math.sqrt(Math.abs(x)) + Math.max(x, 2 ** 31)\n'
    expect(await complaints('src-main/core/a.ts', code)).toEqual([])
  })

  it.each([
    'Math.tanh(x)',
    'Math.sin(x)',
    'Math.pow(x, 2)',
    'x ** 2',
    "Math['exp'](x)",
    '[x].map(Math.log)',
  ])('does not compute what differs between builds of V8: %s', async (expression) => {
    const code = `export const a = (x: number) => ${expression}\n`
    for (const file of ['src-main/core/a.ts', 'src-shared/a.ts']) {
      expect(await complaints(file, code)).not.toEqual([])
    }
  })
})

it('only the command line may print', async () => {
  const code = "console.log('')\n"
  expect(await complaints('src-main/runs/a.ts', code)).toHaveLength(1)
  expect(await complaints('src-main/headless/a.ts', code)).toEqual([])
})
