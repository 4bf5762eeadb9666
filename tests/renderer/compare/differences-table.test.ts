// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import DifferencesTable from '#renderer/components/compare/DifferencesTable.vue'
import { comparedRuns } from '#renderer/compare/series.ts'
import { presets } from '#shared/presets.ts'
import { exampleRun } from '../example-run.ts'

const { config } = presets['cartpole-reinforce']!
const open = (...seeds: number[]) =>
  mount(DifferencesTable, {
    props: {
      compared: comparedRuns(
        seeds.map((seed, i) => exampleRun({ id: i + 1, config: { ...config, seed } })),
        'light',
      ),
    },
    global: { stubs: { DefinedTerm: { props: ['label'], template: '<i>{{ label }}</i>' } } },
  })

describe('table of differences', () => {
  it('has only the fields that differ, until all are asked for', async () => {
    const table = open(1, 2)
    expect(table.findAll('tbody tr').map((row) => row.text())).toEqual(['Seed12'])
    await table.get('input[type=checkbox]').setValue(true)
    expect(table.text()).toContain('Learning rate')
  })

  it('says when nothing differs, and when there is nothing to differ from', () => {
    expect(open(1, 1).text()).toContain('same configuration and seed')
    expect(open(1).text()).toContain('Add a second run')
  })
})

describe('compared runs', () => {
  it('differ in colour and in dash, so that either is enough', () => {
    const runs = Array.from({ length: 6 }, (_, i) => exampleRun({ id: i + 1 }))
    const compared = comparedRuns(runs, 'dark')
    expect(new Set(compared.map(({ color }) => color)).size).toBe(6)
    expect(new Set(compared.map(({ dash }) => dash.join())).size).toBe(6)
  })
})
