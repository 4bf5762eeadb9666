// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, reactive, ref } from 'vue'
import { groupRuns } from '#renderer/compare/groups.ts'
import type { FoundEntries } from '#renderer/components/runs/found-entries.ts'
import { allColumns } from '#renderer/components/runs/configuration-columns.ts'
import { firstColumns } from '#renderer/components/runs/same-columns.ts'
import RunsTable from '#renderer/components/runs/RunsTable.vue'
import type { TablePlace } from '#renderer/components/runs/use-table-place.ts'
import { useRunsTable } from '#renderer/composables/useRunsTable.ts'
import { useRunsView } from '#renderer/composables/useRunsView.ts'
import { exampleRun } from '../example-run.ts'

const runs = [
  exampleRun({ id: 3, configHash: 'a', progress: { meanReturnLast100: 10 } }),
  exampleRun({ id: 2, configHash: 'a', status: 'running', progress: { meanReturnLast100: 14 } }),
  exampleRun({ id: 1, configHash: 'b' }),
  exampleRun({ id: 9, configHash: 'c' }),
]

beforeEach(() => {
  // Without a layout nothing would be in sight.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(620)
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(31)
})
afterEach(() => vi.restoreAllMocks())

async function table(runCount = runs.length, place: TablePlace | null = null) {
  const groups = groupRuns(runs)
  const found: FoundEntries = reactive({
    count: groups.length,
    entry: (index: number) => groups[index],
    show: () => undefined,
    ids: async () => ({ runIds: runs.map(({ id }) => id), runCount }),
  })
  const selected = ref<readonly number[]>([])
  const left: TablePlace[] = []
  const told = { report: vi.fn(), notice: vi.fn() }
  const Page = defineComponent({
    setup() {
      const { table } = useRunsTable(useRunsView(), {
        firstColumns: (room) => firstColumns(allColumns, room, null),
        isLeftOut: () => false,
      })
      return () =>
        h(RunsTable, {
          found,
          table,
          now: new Date(),
          ...told,
          place,
          onLeave: (place: TablePlace) => left.push(place),
          selected: selected.value,
          'onUpdate:selected': (ids: readonly number[]) => (selected.value = ids),
          sorting: { key: 'id', isDescending: true },
        })
    },
  })
  const page = mount(Page, {
    attachTo: document.body,
    global: {
      stubs: {
        UTooltip: { template: '<span><slot /></span>' },
        UButton: { template: '<button><slot /></button>' },
        UIcon: true,
        RunButtons: true,
        RouterLink: { template: '<a><slot /></a>' },
        StatusMark: true,
        MarkIcons: true,
        TagChips: true,
      },
    },
  })
  const wrapper = page.getComponent(RunsTable)
  await vi.waitFor(() => wrapper.get('tr.run-row'))
  const rows = () =>
    wrapper
      .findAll('tr.run-row')
      .map((row) => row.attributes())
      .map((attributes) => attributes['data-group'] ?? attributes['data-run'])
  const press = async (key: string, options: object = {}) => {
    await wrapper.get('tr[tabindex="0"]').trigger('keydown', { key, ...options })
    await vi.waitFor(() => nextTick())
  }
  return { page, wrapper, rows, selected, press, told, left }
}

it('seeds of one configuration are one row, which opens and closes', async () => {
  const { wrapper, rows } = await table()
  expect(rows()).toEqual(['a', '1', '9'])
  const group = wrapper.get('tr[data-group="a"]')
  expect(group.text()).toContain('n = 2')
  // Mean 12, s = √8.
  expect(group.text()).toContain('12.0 ± 2.8')

  await group.get('button[aria-expanded]').trigger('click')
  expect(rows()).toEqual(['a', '3', '2', '1', '9'])
  await group.get('button[aria-expanded]').trigger('click')
  expect(rows()).toEqual(['a', '1', '9'])
})

it('is left with its open groups and its active row, and comes back to them', async () => {
  const before = await table()
  await before.wrapper.get('tr[data-group="a"] button[aria-expanded]').trigger('click')
  await before.wrapper.get('tr[data-run="2"]').trigger('click', { ctrlKey: true })
  before.wrapper.element.scrollTop = 40
  before.page.unmount()
  const [place] = before.left
  expect(place).toEqual({ scrollTop: 40, active: { entry: 0, member: 1 }, expanded: ['a'] })

  const after = await table(runs.length, place)
  expect(after.rows()).toEqual(['a', '3', '2', '1', '9'])
  await vi.waitFor(() => {
    expect(after.wrapper.get('tr[tabindex="0"]').attributes('data-run')).toBe('2')
    expect(after.wrapper.element.scrollTop).toBe(40)
  })
})

it('a group is chosen whole, compared and stopped with one click', async () => {
  const { wrapper, selected } = await table()
  await wrapper.get('tr[data-group="a"] input').trigger('click')
  expect(selected.value).toEqual([3, 2])
  await wrapper.get('button[title="Stop 1 of them"]').trigger('click')
  expect(wrapper.emitted('stop')).toEqual([[[2]]])
  await wrapper.get('button[title="Compare as a group"]').trigger('click')
  expect(wrapper.emitted('compare')![0]![0]).toMatchObject({ configHash: 'a' })
})

it('Shift and a click select all from the last row to this one, Ctrl and a click one more or less', async () => {
  const { wrapper, selected } = await table()
  await wrapper.get('tr[data-group="a"]').trigger('click', { ctrlKey: true })
  await wrapper.get('tr[data-run="9"]').trigger('click', { shiftKey: true })
  await vi.waitFor(() => expect(selected.value).toEqual([3, 2, 1, 9]))
  await wrapper.get('tr[data-run="1"]').trigger('click', { ctrlKey: true })
  expect(selected.value).toEqual([3, 2, 9])
  expect(wrapper.emitted('act')).toBeUndefined()
})

it('keys move through the rows, open groups and select', async () => {
  const { wrapper, rows, selected, press } = await table()
  await press('ArrowRight')
  expect(rows()).toEqual(['a', '3', '2', '1', '9'])
  await press('ArrowDown')
  await press('x')
  expect(selected.value).toEqual([3])
  await press('ArrowDown', { shiftKey: true })
  await vi.waitFor(() => expect(selected.value).toEqual([3, 2]))
  await press('ArrowDown', { shiftKey: true })
  await vi.waitFor(() => expect(selected.value).toEqual([3, 2, 1]))
  await press('ArrowUp', { shiftKey: true })
  await vi.waitFor(() => expect(selected.value).toEqual([3, 2]))
  await press('End')
  await press('Enter')
  expect(wrapper.emitted('act')).toEqual([['open', 9]])
  await press('a', { ctrlKey: true })
  await vi.waitFor(() => expect(selected.value).toHaveLength(4))
  await press('Escape')
  expect(selected.value).toEqual([])
})

it('the head is one stop of the tab key: arrows go through it, size its columns and lead to the rows', async () => {
  const { wrapper } = await table()
  const head = wrapper.get('thead')
  const stops = () => head.findAll('[tabindex="0"]').map((each) => each.attributes('data-column'))
  const widths = () =>
    wrapper.findAll('col').map((col) => parseFloat(col.attributes('style')!.split(':')[1]!))
  const press = (key: string, options: object = {}) =>
    head.get('[tabindex="0"]').trigger('keydown', { key, ...options })
  expect(stops()).toEqual(['id'])
  await head.get<HTMLElement>('[tabindex="0"]').element.focus()
  await press('ArrowLeft')
  await press('ArrowRight')
  expect(stops()).toEqual(['environment'])
  const before = widths()[2]!
  await press('ArrowRight', { shiftKey: true })
  expect(widths()[2]).toBe(before + 10)
  await press('End')
  expect(stops()).not.toEqual(['environment'])
  await press('ArrowDown')
  await vi.waitFor(() => expect(document.activeElement?.matches('tr[data-entry="0"]')).toBe(true))
})

it('that only some of very many runs could be selected is a notice, not an error', async () => {
  const { selected, press, told } = await table(100_001)
  await press('a', { ctrlKey: true })
  await vi.waitFor(() => expect(selected.value).toHaveLength(4))
  expect(told.notice).toHaveBeenCalledWith('4 of 100,001 runs are selected', expect.any(String))
  expect(told.report).not.toHaveBeenCalled()
})
