// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import HelpHint from '#renderer/components/form/HelpHint.vue'

const help = 'Subtracted from the weight.\nnone: nothing.\nmean: a running mean of earlier batches.'

function open() {
  const hint = mount(HelpHint, { props: { help, label: 'Baseline' }, attachTo: document.body })
  const sign = hint.get('button')
  const shown = () => document.querySelector<HTMLElement>('[role=dialog]')
  const lines = () =>
    [...shown()!.querySelectorAll('.block .block')].map((line) => line.textContent)
  return { hint, sign, shown, lines }
}
afterEach(() => {
  document.body.innerHTML = ''
  vi.useRealTimers()
})

describe('the help on a field', () => {
  it('opens by a click, an option a line, and closes by Escape', async () => {
    const { sign, shown, lines } = open()
    expect(sign.attributes('aria-label')).toBe('Help on Baseline')
    expect(shown()).toBeNull()
    await sign.trigger('click')
    await vi.waitFor(() => expect(shown()).not.toBeNull())
    expect(lines()).toEqual([
      'Subtracted from the weight.',
      'none: nothing.',
      'mean: a running mean of earlier batches.',
    ])
    expect(sign.attributes('aria-expanded')).toBe('true')
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await vi.waitFor(() => expect(sign.attributes('aria-expanded')).toBe('false'))
  })

  it('opens while the pointer rests on it, and stays once it is clicked', async () => {
    vi.useFakeTimers()
    const { sign } = open()
    const isOpen = () => sign.attributes('aria-expanded') === 'true'
    const point = async (type: string) => {
      await sign.trigger(type, { pointerType: 'mouse' })
      await vi.advanceTimersByTimeAsync(1000)
    }
    await point('pointerenter')
    expect(isOpen()).toBe(true)
    await point('pointerleave')
    expect(isOpen()).toBe(false)
    await point('pointerenter')
    await sign.trigger('click')
    await point('pointerleave')
    expect(isOpen()).toBe(true)
    await sign.trigger('click')
    expect(isOpen()).toBe(false)
  })
})
