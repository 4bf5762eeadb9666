// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'
import { createApp, nextTick, shallowRef } from 'vue'
import type { StorageState } from '#shared/storage.ts'
import { createClient } from '#shared/rpc.ts'
import StorageBanner from '#renderer/components/layout/StorageBanner.vue'
import { clientKey, type WorkbenchClient } from '#renderer/client.ts'
import { useSystemStore } from '#renderer/stores/system.ts'

const heldUp: StorageState['heldUp'] = {
  kind: 'full',
  problem: 'The disk that holds the database is full',
  since: new Date(2026, 10, 30, 12, 3, 11).toISOString(),
}

afterEach(() => setActivePinia(undefined))

it('says what is wrong, since when and what to do, and is gone when it is over', async () => {
  const banner = mount(StorageBanner, { props: { heldUp } })
  expect(banner.get('[role=alert]').text()).toMatch(
    /^The disk that holds the database is full, since \S*26-11-30 12:03:11\. .* Free some space\.$/,
  )
  await banner.setProps({ heldUp: null })
  expect(banner.find('[role=alert]').exists()).toBe(false)
})

it('is told by the state that a window finds, and by each change', async () => {
  let say: (message: unknown) => void = () => undefined
  const client = createClient({
    send(message) {
      const { id, method } = message as { id: number; method: string }
      const result = method === 'storage.state' ? { heldUp } : {}
      queueMicrotask(() => say({ id, ok: true, result }))
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
  const system = useSystemStore()
  await system.load()
  expect(system.heldUp).toEqual(heldUp)
  say({ event: 'storage.changed', data: { heldUp: null } })
  await nextTick()
  await vi.waitFor(() => expect(system.heldUp).toBeNull())
})
