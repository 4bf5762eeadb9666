import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inProject } from '../../scripts/project.ts'

const assets = inProject('out/renderer/assets/')
const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'))

it('has no developer tools in it, in name or in substance', () => {
  expect(scripts.length).toBeGreaterThan(20)
  expect(scripts.filter((name) => /devtools/i.test(name))).toEqual([])
  const hooks = /__VUE_DEVTOOLS|setupDevtoolsPlugin|addTimelineLayer|devtools-kit/
  expect(scripts.filter((name) => hooks.test(readFileSync(assets + name, 'utf8')))).toEqual([])
})
