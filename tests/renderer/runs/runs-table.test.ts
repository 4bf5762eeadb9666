// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { groupRuns } from '#renderer/compare/groups.ts'
import RunsTable from '#renderer/components/runs/RunsTable.vue'
import { exampleRun } from '../example-run.ts'

const runs = [
  exampleRun({ id: 3, configHash: 'a', progress: { meanReturnLast100: 10 } }),
  exampleRun({ id: 2, configHash: 'a', status: 'running', progress: { meanReturnLast100: 14 } }),
  exampleRun({ id: 1, configHash: 'b' }),
]

function table() {
  const wrapper = mount(RunsTable, {
    props: {
      groups: groupRuns(runs),
      now: new Date(),
      selected: [],
      sorting: { key: 'id', isDescending: true },
    },
    global: {
      stubs: {
        UTooltip: { template: '<span><slot /></span>' },
        UButton: { template: '<button><slot /></button>' },
        UIcon: true,
        RunButtons: true,
        RouterLink: { template: '<a><slot /></a>' },
        StatusMark: true,
      },
    },
  })
  const rows = () => wrapper.findAll('tbody tr').map((row) => row.attributes())
  return { wrapper, rows }
}

it('seeds of one configuration are one row, which opens and closes', async () => {
  const { wrapper, rows } = table()
  expect(rows().map((row) => row['data-group'] ?? row['data-run'])).toEqual(['a', '1'])
  const group = wrapper.get('tr[data-group="a"]')
  expect(group.text()).toContain('n = 2')
  // Mean 12, s = √8.
  expect(group.text()).toContain('12.0 ± 2.8')

  await group.get('button[aria-expanded]').trigger('click')
  expect(rows().map((row) => row['data-group'] ?? row['data-run'])).toEqual(['a', '3', '2', '1'])
  await group.get('button[aria-expanded]').trigger('click')
  expect(rows()).toHaveLength(2)
})

it('a group is chosen whole, compared and stopped with one click', async () => {
  const { wrapper } = table()
  await wrapper.get('tr[data-group="a"] input').setValue(true)
  expect(wrapper.emitted('update:selected')!.at(-1)).toEqual([[3, 2]])
  const stop = wrapper.get('button[title="Stop 1 of them"]')
  await stop.trigger('click')
  expect(wrapper.emitted('stop')).toEqual([[2]])
  await wrapper.get('button[title="Compare as a group"]').trigger('click')
  expect(wrapper.emitted('compare')![0]![0]).toMatchObject({ configHash: 'a' })
})
