// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import { clientKey, type WorkbenchClient } from '#renderer/client.ts'
import RunChoice from '#renderer/components/runs/RunChoice.vue'
import RunPicker from '#renderer/pages/shared/RunPicker.vue'
import type { Run } from '#shared/run.ts'
import { exampleRun } from '../example-run.ts'

const groupOf = (...runs: Run[]) => ({ configHash: 'a', runs })

it('says how many archived runs it leaves out, and shows them when asked to', async () => {
  const asked: boolean[] = []
  const client = {
    connection: shallowRef('open' as const),
    on: () => () => undefined,
    onReconnect: () => () => undefined,
    call: (_: string, { withArchived }: { withArchived: boolean }) => {
      asked.push(withArchived)
      const archivedCount = withArchived ? 0 : 2
      return Promise.resolve({ groups: [], groupCount: 0, runCount: 0, archivedCount })
    },
  } as unknown as WorkbenchClient
  const picker = mount(RunPicker, {
    props: { isGrouping: false, isChosen: () => false },
    global: { plugins: [createPinia()], provide: { [clientKey as symbol]: client } },
  })
  await vi.waitFor(() => expect(picker.text()).toContain('2 archived'))
  const archived = picker.get('button[aria-pressed=false]')
  await archived.trigger('click')
  await vi.waitFor(() => expect(asked.at(-1)).toBe(true))
  expect(archived.text()).toBe('with archived')
  picker.unmount()
})

it('says why a run is refused, in place of what it is', () => {
  const props = {
    entry: groupOf(exampleRun({ id: 1 })),
    isGrouping: false,
    isChosen: true,
    isSingle: true,
    refusal: 'it has no update yet',
  }
  const choice = mount(RunChoice, { props, global: { stubs: { StatusMark: true } } })
  expect(choice.text()).toContain('it has no update yet')
  expect(choice.attributes()).toMatchObject({ 'aria-disabled': 'true', 'aria-pressed': 'true' })
  expect(choice.attributes('role')).toBeUndefined()
})

it('shows the tags of a run, and of a group those of any of its runs', () => {
  const one = exampleRun({ id: 1, tags: ['paper'], isArchived: true })
  const other = exampleRun({ id: 2, tags: ['paper', 'pilot'] })
  const text = (isGrouping: boolean, ...runs: Run[]) =>
    mount(RunChoice, {
      props: { entry: groupOf(...runs), isGrouping, isChosen: false },
      global: { stubs: { StatusMark: true } },
    }).text()
  expect(text(false, one)).toMatch(/paper.*archived/)
  expect(text(true, one, other)).toMatch(/paperpilot/)
  expect(text(true, one, other)).not.toContain('archived')
})
