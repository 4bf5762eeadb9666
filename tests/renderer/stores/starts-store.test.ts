// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { expect, it } from 'vitest'
import { createApp, shallowRef } from 'vue'
import { clientKey, type WorkbenchClient } from '#renderer/client.ts'
import { useStartsStore } from '#renderer/stores/starts.ts'
import { createClient } from '#shared/rpc.ts'

it('follows the starts of this window alone, until they are over, and cancels them', async () => {
  let say: (message: unknown) => void = () => undefined
  const sent: { readonly method: string; readonly params: unknown }[] = []
  const client = createClient({
    send: (message) => {
      sent.push(message as (typeof sent)[number])
      const { id } = message as { id: number }
      queueMicrotask(() => say({ id, ok: true, result: null }))
    },
    onMessage: (listener) => void (say = listener),
  })
  const workbench: WorkbenchClient = {
    ...client,
    connection: shallowRef('open' as const),
    onReconnect: () => () => undefined,
  }
  const pinia = createPinia()
  createApp({}).provide(clientKey, workbench).use(pinia)
  setActivePinia(pinia)
  const starts = useStartsStore()

  const over = Promise.withResolvers<string>()
  let ours = ''
  const followed = starts.follow((taskId) => {
    ours = taskId
    return over.promise
  })
  const tell = (taskId: string, share: number) =>
    say({ event: 'task.progress', data: { taskId, share, remainingMs: 1000 } })
  tell('of another window', 0.5)
  expect(starts.progress).toBeNull()
  await starts.cancel()
  expect(sent).toEqual([])
  tell(ours, 0.25)
  expect(starts.progress).toEqual({ taskId: ours, share: 0.25, remainingMs: 1000 })
  await starts.cancel()
  expect(sent).toMatchObject([{ method: 'tasks.cancel', params: { taskId: ours } }])

  over.resolve('started')
  expect(await followed).toBe('started')
  expect(starts.progress).toBeNull()
  tell(ours, 1)
  expect(starts.progress).toBeNull()
})
