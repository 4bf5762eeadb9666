import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { SystemInfo } from '#shared/api.ts'
import type { StorageState } from '#shared/storage.ts'
import { useClient } from '#renderer/client.ts'

/** What computes, and where the data is; null until it is known. */
export const useSystemStore = defineStore('system', () => {
  const client = useClient()
  const info = shallowRef<SystemInfo | null>(null)
  /** Why runs cannot be stored; null if they can. */
  const heldUp = shallowRef<StorageState['heldUp']>(null)
  client.on('storage.changed', (storage) => (heldUp.value = storage.heldUp))

  async function load() {
    try {
      info.value = await client.call('system.info', undefined)
      heldUp.value = (await client.call('storage.state', undefined)).heldUp
    } catch {
      // The header then keeps what it knew; the connection banner says why.
    }
  }
  async function setWorkers(workers: number): Promise<void> {
    info.value = await client.call('system.setWorkers', { workers })
  }
  async function setContinuesRuns(continuesRuns: boolean): Promise<void> {
    info.value = await client.call('system.setContinuesRuns', { continuesRuns })
  }
  async function setKeepsEpisodes(keepsEpisodes: boolean): Promise<void> {
    info.value = await client.call('system.setKeepsEpisodes', { keepsEpisodes })
  }
  client.onReconnect(() => void load())

  return { info, heldUp, load, setWorkers, setContinuesRuns, setKeepsEpisodes }
})
