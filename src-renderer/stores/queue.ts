import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { QueueMove, QueueState } from '#shared/queue.ts'
import { useClient } from '#renderer/client.ts'
import { createPaced } from '#renderer/composables/paced.ts'

/** So often the queue is asked for at most while runs advance. */
const PACE = { intervalMs: 500, ratio: 10 }

/** What trains, what waits and how far all of it is; null until it is known. */
export const useQueueStore = defineStore('queue', () => {
  const client = useClient()
  const state = shallowRef<QueueState | null>(null)

  async function load() {
    try {
      state.value = await client.call('queue.get', undefined)
    } catch {
      // The header then keeps what it knew; the connection banner says why.
    }
  }
  const loading = createPaced(load, PACE)
  client.on('run.changed', loading.ask)
  client.on('queue.changed', loading.askNow)
  client.onReconnect(loading.askNow)

  return {
    state,
    load,
    move: (move: QueueMove) => client.call('queue.move', move),
    pauseAll: () => client.call('queue.pauseAll', undefined),
    resumeAll: () => client.call('queue.resumeAll', undefined),
  }
})
