// @vitest-environment happy-dom
import UApp from '@nuxt/ui/components/App.vue'
import ui from '@nuxt/ui/vue-plugin'
import { mount } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { defineComponent, h, nextTick, shallowRef } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Action } from '#renderer/actions/action.ts'
import CommandPalette from '#renderer/components/actions/CommandPalette.vue'
import ShortcutSheet from '#renderer/components/actions/ShortcutSheet.vue'

const action = (id: string, title: string, rest: Partial<Action> = {}): Action => ({
  id,
  title,
  section: 'Runs',
  icon: 'i-lucide-play',
  run: () => undefined,
  ...rest,
})
const actions = [
  action('runs', 'Runs', { section: 'Go to', shortcut: '1' }),
  action('compare', 'Compare the ticked runs', { obstacle: 'tick two or more runs first' }),
  action('theme', 'Dark theme', { section: 'Workbench' }),
]
const router = createRouter({
  history: createMemoryHistory(),
  routes: [{ path: '/', component: { template: '<p />' } }],
})

function open() {
  const done: string[] = []
  const isOpen = shallowRef(true)
  const root = defineComponent(
    () => () =>
      h(UApp, () => [
        h(CommandPalette, {
          open: isOpen.value,
          'onUpdate:open': (open: boolean) => (isOpen.value = open),
          actions,
          recentIds: ['theme'],
          onRun: ({ id }: Action) => done.push(id),
        }),
      ]),
  )
  wrapper = mount(root, { attachTo: document.body, global: { plugins: [ui, router] } })
  const input = () => document.querySelector<HTMLInputElement>('[role=combobox]')!
  const press = async (key: string) => {
    input().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    await nextTick()
  }
  const type = async (text: string) => {
    input().value = text
    input().dispatchEvent(new Event('input'))
    await nextTick()
  }
  const options = () => [...document.querySelectorAll<HTMLElement>('[role=option]')]
  const current = () => document.getElementById(input().getAttribute('aria-activedescendant')!)
  return { done, isOpen, press, type, options, current }
}
let wrapper: ReturnType<typeof mount> | undefined
afterEach(() => wrapper?.unmount())

it('is used by keys alone: arrows choose and come round, Enter does it and closes', async () => {
  const { done, isOpen, press, options, current } = open()
  await nextTick()
  expect(options().map((option) => option.id)).toEqual([
    'action-theme',
    'action-runs',
    'action-compare',
  ])
  await press('ArrowDown')
  expect(current()?.id).toBe('action-runs')
  expect(current()?.textContent).toContain('1')
  await press('ArrowUp')
  await press('ArrowUp')
  expect(current()?.id).toBe('action-compare')
  await press('Home')
  await press('Enter')
  expect([done, isOpen.value]).toEqual([['theme'], false])
})

it('says why an action is not possible, and does not do it', async () => {
  const { done, isOpen, press, type, options } = open()
  await nextTick()
  await type('compare')
  expect(options()).toHaveLength(1)
  expect(options()[0]!.textContent).toContain('tick two or more runs first')
  expect(options()[0]!.getAttribute('aria-disabled')).toBe('true')
  await press('Enter')
  expect([done, isOpen.value]).toEqual([[], true])
  await type('zzz')
  expect(document.querySelector('[role=status]')?.textContent).toContain('No action')
})

it('the sheet lists the actions that have a shortcut, and no others', async () => {
  const root = defineComponent(() => () => h(UApp, () => h(ShortcutSheet, { open: true, actions })))
  wrapper = mount(root, { attachTo: document.body, global: { plugins: [ui, router] } })
  await nextTick()
  const listed = [...document.querySelectorAll('dt')].map((term) => term.textContent)
  expect(listed).toEqual(['Runs'])
})
