// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { setActivePinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import type { StorageState } from '#shared/storage.ts'
import StorageBanner from '#renderer/components/layout/StorageBanner.vue'
import { useSystemStore } from '#renderer/stores/system.ts'
import { useTestWorkbench } from './test-workbench.ts'

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
  const { publish } = useTestWorkbench(({ method }) =>
    method === 'storage.state' ? { heldUp } : {},
  )
  const system = useSystemStore()
  await system.load()
  expect(system.heldUp).toEqual(heldUp)
  publish('storage.changed', { heldUp: null })
  await nextTick()
  await vi.waitFor(() => expect(system.heldUp).toBeNull())
})
