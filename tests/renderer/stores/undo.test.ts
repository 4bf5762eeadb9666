// @vitest-environment happy-dom
import { createApp } from 'vue'
import { createPinia } from 'pinia'
import { expect, it } from 'vitest'
import { useToast } from '@nuxt/ui/composables'
import { useUndo } from '#renderer/composables/useUndo.ts'
import { useUndoStore } from '#renderer/stores/undo.ts'

function withWindow<T>(composable: () => T): T {
  let result: T
  const app = createApp({ setup: () => ((result = composable()), () => null) })
  app.use(createPinia()).mount(document.createElement('div'))
  return result!
}
const open = () =>
  withWindow(() => ({ ...useUndo(), store: useUndoStore(), messages: useToast().toasts }))
const undone: string[] = []
const changeOf = (title: string, undo: () => unknown = () => undone.push(title)) => ({
  ...{ title, icon: 'i-lucide-trash-2', failure: `${title}: stays` },
  undo,
})
const settled = () => new Promise((resolve) => setTimeout(resolve, 10))

it('takes changes back one after the other, the last one first, each once', async () => {
  const { offerUndo, undoLast, store, messages } = open()
  for (const title of ['first', 'second', 'third']) offerUndo(changeOf(title))
  await settled()
  const ofSecond = messages.value.find(({ title }) => title === 'second')!
  const click = ofSecond.actions![0]!.onClick as () => void
  click()
  click()
  await undoLast()
  await undoLast()
  await undoLast()
  expect(undone).toEqual(['second', 'third', 'first'])
  expect(store.last).toBeNull()
})

it('says so where that fails, and does not try it again', async () => {
  const { offerUndo, undoLast, store, messages } = open()
  offerUndo(changeOf('broken', () => Promise.reject(new Error('It is gone.'))))
  await undoLast()
  await settled()
  expect(store.last).toBeNull()
  expect(messages.value.at(-1)).toMatchObject({
    title: 'broken: stays',
    description: 'It is gone.',
    color: 'error',
  })
})
