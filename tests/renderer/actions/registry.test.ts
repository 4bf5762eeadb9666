// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import type { Action } from '#renderer/actions/action.ts'
import { createActionRegistry } from '#renderer/actions/registry.ts'
import { isShortcut, keyCaps } from '#renderer/actions/shortcut.ts'

const done: string[] = []
const action = (id: string, shortcut: string, obstacle: string | null = null): Action => ({
  id,
  title: id,
  section: 'Runs',
  icon: 'i-lucide-play',
  shortcut,
  obstacle,
  run: () => done.push(id),
})

/** What happens when the keys are pressed in an element made of this HTML. */
function press(html: string, key: string, modifiers: KeyboardEventInit = {}) {
  const registry = createActionRegistry()
  registry.add(() => [
    action('go', '1'),
    action('play', 'Space'),
    action('train', 'Mod+Enter'),
    action('help', '?'),
    action('undo', 'Mod+Z'),
    action('never', 'x', 'not now'),
    { ...action('step', '.'), repeats: true },
  ])
  document.body.innerHTML = html
  const target = document.querySelector('[data-focus]') ?? document.body
  target.addEventListener('keydown', (event) => registry.press(event as KeyboardEvent))
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers })
  target.dispatchEvent(event)
  return event
}

beforeEach(() => {
  done.length = 0
  localStorage.clear()
})

describe('a shortcut', () => {
  it('runs its action wherever nothing takes the keys', () => {
    expect(press('', '1').defaultPrevented).toBe(true)
    press('', ' ')
    press('', '?', { shiftKey: true })
    press('', 'Enter', { ctrlKey: true })
    press('', 'Enter', { metaKey: true })
    expect(done).toEqual(['go', 'play', 'help', 'train', 'train'])
  })

  it('for undo is that of the text in a field, and of the window elsewhere', () => {
    expect(press('<input data-focus>', 'z', { ctrlKey: true }).defaultPrevented).toBe(false)
    press('<textarea data-focus></textarea>', 'z', { metaKey: true })
    expect(done).toEqual([])
    press('<input type="radio" data-focus>', 'z', { ctrlKey: true })
    press('<button data-focus></button>', 'z', { metaKey: true })
    expect(done).toEqual(['undo', 'undo'])
  })

  it('happens once while its keys are held, unless it is one to repeat', () => {
    press('', '1', { repeat: true })
    press('', '.', { repeat: true })
    expect(done).toEqual(['step'])
  })

  it.each([
    '<input data-focus>',
    '<input type="number" data-focus>',
    '<input type="search" data-focus>',
    '<textarea data-focus></textarea>',
    '<select data-focus></select>',
    '<div role="dialog"><p data-focus tabindex="0"></p></div>',
    '<div role="menu"><p data-focus tabindex="0"></p></div>',
  ])('leaves its key to %s, unless it has a modifier', (html) => {
    expect(press(html, '1').defaultPrevented).toBe(false)
    press(html, '?')
    expect(done).toEqual([])
    press(html, 'Enter', { ctrlKey: true })
    expect(done).toEqual(['train'])
  })

  it.each(['<button data-focus></button>', '<a href="#" data-focus></a>', '<summary data-focus>'])(
    'leaves the space bar to %s, and nothing else',
    (html) => {
      press(html, ' ')
      expect(done).toEqual([])
      press(html, '1')
      expect(done).toEqual(['go'])
    },
  )

  it('does nothing with other modifiers, when held down, or when the action is not possible', () => {
    press('', '1', { ctrlKey: true })
    press('', '1', { altKey: true })
    press('', '1', { repeat: true })
    press('', 'x')
    expect(done).toEqual([])
  })

  it('is written as the keys of the machine', () => {
    expect(keyCaps('Mod+K', true)).toEqual(['⌘', 'K'])
    expect(keyCaps('Mod+K', false)).toEqual(['Ctrl', 'K'])
    const keys = { key: 'k', ctrlKey: true, metaKey: false, altKey: false }
    expect([isShortcut('Mod+K', keys), isShortcut('K', keys)]).toEqual([true, false])
  })
})

describe('the registry', () => {
  it('has the actions of a page for as long as the page is there', () => {
    const registry = createActionRegistry()
    const remove = registry.add(() => [action('page', 'p')])
    registry.add(() => [action('window', 'w')])
    expect(registry.actions.value.map(({ id }) => id)).toEqual(['window', 'page'])
    remove()
    expect(registry.actions.value.map(({ id }) => id)).toEqual(['window'])
  })

  it('remembers what was used last, from visit to visit', () => {
    const registry = createActionRegistry()
    for (const id of ['a', 'b', 'a']) registry.run(action(id, id))
    registry.run(action('c', 'c', 'not now'))
    expect(done).toEqual(['a', 'b', 'a'])
    expect(createActionRegistry().recentIds.value).toEqual(['a', 'b'])
  })
})
