// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick } from 'vue'
import * as z from 'zod'

/** Each page load has its own modules, and so its own memory of what the browser refused. */
async function load() {
  vi.resetModules()
  return {
    storage: await import('#renderer/composables/browser-storage.ts'),
    ...(await import('#renderer/composables/useKept.ts')),
    ...(await import('#renderer/composables/useTheme.ts')),
    ...(await import('#renderer/composables/usePreferredEngine.ts')),
    ...(await import('#renderer/composables/useRecentFilters.ts')),
    ...(await import('#renderer/composables/useDraft.ts')),
    ...(await import('#renderer/composables/useLabSetup.ts')),
    ...(await import('#renderer/notifications/useNotificationSettings.ts')),
    ...(await import('#renderer/actions/registry.ts')),
    ...(await import('#renderer/token.ts')),
  }
}

const full = {
  getItem: () => null,
  removeItem: () => undefined,
  setItem() {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  },
}

function breakStorage(kind: 'blocked' | 'missing' | 'full') {
  for (const name of ['localStorage', 'sessionStorage'] as const) {
    vi.spyOn(window, name, 'get').mockImplementation(() => {
      if (kind === 'full') return full as unknown as Storage
      if (kind === 'missing') return null as unknown as Storage
      throw new DOMException('Access is denied for this document.', 'SecurityError')
    })
  }
}

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  history.replaceState(null, '', '/')
})
afterEach(() => void vi.restoreAllMocks())

describe.each(['blocked', 'missing', 'full'] as const)('with %s storage', (kind) => {
  beforeEach(() => breakStorage(kind))

  it('everything that is remembered is remembered as long as the page', async () => {
    const page = await load()
    page.useTheme().choose('dark')
    expect(page.useTheme().chosenTheme.value).toBe('dark')
    page.usePreferredEngine().preferred.value = 'tfjs'
    page.useRecentFilters().add('seed = 1')
    const schema = z.object({ width: z.number().default(1) })
    page.useKept('box', schema).value = { width: 2 }
    page.useDraft().draft.value = { ...page.useDraft().draft.value, seeds: '1..5' }
    page.useLabSetup()
    page.useNotificationSettings().setAfterSeconds(7)
    await nextTick()
    expect(page.useRecentFilters().recent.value).toEqual(['seed = 1'])
    expect(page.useKept('box', schema).value).toEqual({ width: 2 })
    expect(page.useDraft().draft.value.seeds).toBe('1..5')
    expect(page.useNotificationSettings().settings.value.afterSeconds).toBe(7)
    expect(page.storage.storageFault.value).toBe(kind === 'full' ? 'full' : 'blocked')
  })

  it('an action that was chosen is done', async () => {
    const { createActionRegistry } = await load()
    const registry = createActionRegistry()
    const run = vi.fn()
    registry.run({ id: 'go', title: 'Go', section: 'Runs', icon: 'i-lucide-play', run })
    expect(run).toHaveBeenCalledOnce()
    expect(registry.recentIds.value).toEqual(['go'])
  })

  it('a reload keeps the token of the address', async () => {
    const { takeToken, reloadWithToken } = await load()
    history.replaceState(null, '', '/#token=abc')
    expect(takeToken()).toBe('abc')
    expect(location.hash).toBe('')
    const reload = vi.fn()
    reloadWithToken(reload)
    expect(reload).toHaveBeenCalledOnce()
    expect((await load()).takeToken()).toBe('abc')
  })

  it('the page says once that it keeps no preferences', async () => {
    const { storage } = await load()
    const added = vi.fn()
    vi.doMock('@nuxt/ui/composables', () => ({ useToast: () => ({ add: added }) }))
    const { useStorageNotice } = await import('#renderer/composables/useStorageNotice.ts')
    mount(
      defineComponent({
        setup() {
          useStorageNotice()
          return () => h('div')
        },
      }),
    )
    for (const value of ['1', '2', '3']) {
      storage.writeStored('key', value)
      await flushPromises()
    }
    expect(added).toHaveBeenCalledOnce()
    expect(added).toHaveBeenCalledWith(
      expect.objectContaining({ title: 'Preferences are not saved' }),
    )
    vi.doUnmock('@nuxt/ui/composables')
  })
})

it('with storage that works, values outlive the page and nothing is said', async () => {
  const first = await load()
  first.useTheme().choose('dark')
  first.storage.writeStoredJson('list', [1, 2])
  expect(first.storage.storageFault.value).toBeNull()
  const second = await load()
  expect(second.useTheme().chosenTheme.value).toBe('dark')
  expect(second.storage.readStoredJson('list')).toEqual([1, 2])
  second.useTheme().choose(null)
  expect(localStorage.getItem('workbench-theme')).toBeNull()
})

it('what is stored but damaged counts as nothing stored', async () => {
  localStorage.setItem('box', '{')
  localStorage.setItem('workbench-draft', '{')
  const { useKept, useDraft } = await load()
  expect(useKept('box', z.object({ width: z.number().default(1) })).value).toEqual({ width: 1 })
  expect(useDraft().draft.value.seeds).toBe('')
})
