// @vitest-environment happy-dom
import UApp from '@nuxt/ui/components/App.vue'
import ui from '@nuxt/ui/vue-plugin'
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, shallowRef } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import FilterField from '#renderer/components/filter/FilterField.vue'
import type { FieldValue } from '#shared/run-query.ts'

const router = createRouter({
  history: createMemoryHistory(),
  routes: [{ path: '/', component: { template: '<p />' } }],
})
let wrapper: ReturnType<typeof mount>
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  wrapper.unmount()
  vi.useRealTimers()
})

function open(recent: readonly string[] = []) {
  const filter = shallowRef('')
  const wanted: string[] = []
  const used: string[] = []
  const values = shallowRef<ReadonlyMap<string, readonly FieldValue[]>>(new Map())
  const root = defineComponent(
    () => () =>
      h(UApp, () => [
        h(FilterField, {
          modelValue: filter.value,
          'onUpdate:modelValue': (text: string) => (filter.value = text),
          values: values.value,
          recent,
          onWant: (field: string) => wanted.push(field),
          onUse: (text: string) => used.push(text),
        }),
      ]),
  )
  wrapper = mount(root, { attachTo: document.body, global: { plugins: [ui, router] } })
  const input = document.querySelector<HTMLInputElement>('[role=combobox]')!
  const type = async (text: string) => {
    input.value = text
    input.setSelectionRange(text.length, text.length)
    input.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await nextTick()
  }
  const press = async (key: string) => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
    input.dispatchEvent(event)
    await nextTick()
    await nextTick()
    return event.defaultPrevented
  }
  const options = () =>
    [...document.querySelectorAll('[role=option]')].map(
      (each) => each.firstElementChild!.textContent,
    )
  const problem = () => document.querySelector('[role=alert]')?.textContent.trim() ?? null
  const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  return { filter, values, wanted, used, input, type, press, options, problem, wait }
}

it('completes a filter by Tab, with the values that runs have', async () => {
  const { filter, values, wanted, input, type, press, options, used } = open()
  await type('gam')
  expect(input.getAttribute('aria-expanded')).toBe('true')
  expect(options()[0]).toBe('gamma')
  expect(await press('Tab')).toBe(true)
  expect(input.value).toBe('gamma ')
  await press('ArrowDown')
  await press('Tab')
  expect(input.value).toBe('gamma = ')
  expect(wanted).toEqual(['estimator.gamma'])
  values.value = new Map([['estimator.gamma', [{ value: 0.99, runs: 2 }]]])
  await nextTick()
  expect(options()).toEqual(['0.99'])
  await press('ArrowDown')
  expect(input.getAttribute('aria-activedescendant')).toMatch(/-0$/)
  await press('Enter')
  await press('Enter')
  expect(filter.value).toBe('gamma = 0.99')
  expect(used).toEqual(['gamma = 0.99'])
  expect(options()).toEqual([])
})

it('lets Tab go on where nothing was begun', async () => {
  const { press, type } = open()
  expect(await press('Tab')).toBe(false)
  await type('cartpole ')
  expect(await press('Tab')).toBe(false)
})

it('is the filter soon after it was written, but not at the name of a field', async () => {
  const { filter, type, wait } = open()
  await type('cartpole')
  expect(filter.value).toBe('')
  await wait(300)
  expect(filter.value).toBe('cartpole')
  await type('cartpole gamma')
  await wait(300)
  expect(filter.value).toBe('cartpole')
  await type('cartpole gamma > 0.9')
  await wait(300)
  expect(filter.value).toBe('cartpole gamma > 0.9')
})

it('says what is wrong once one has stopped writing, keeps the last filter, and shows the place', async () => {
  const { filter, input, type, press, problem, wait } = open()
  await type('cartpole')
  await wait(300)
  await type('cartpole gama > 0.9')
  await wait(500)
  expect(problem()).toBeNull()
  await wait(500)
  expect(problem()).toBe('There is no field “gama”; names like it: gamma')
  expect(input.getAttribute('aria-invalid')).toBe('true')
  expect(filter.value).toBe('cartpole')
  await press('Enter')
  expect(input.value.slice(input.selectionStart!, input.selectionEnd!)).toBe('gama')
})

it('brings back earlier filters by the arrow up', async () => {
  const { filter, press, options } = open(['is starred', 'seed = 1'])
  await press('ArrowUp')
  expect(options()).toEqual(['is starred', 'seed = 1'])
  await press('ArrowDown')
  await press('Enter')
  await nextTick()
  expect(filter.value).toBe('seed = 1')
})

it('is emptied by Escape', async () => {
  const { filter, type, press, wait } = open()
  await type('3')
  await wait(300)
  await press('Escape')
  await nextTick()
  expect(filter.value).toBe('')
})
