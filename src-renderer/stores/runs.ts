import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { RunConfigInput } from '#shared/api.ts'
import type { Run } from '#shared/run.ts'
import { useClient } from '#renderer/client.ts'
import { messageOf } from '#renderer/format/message-of.ts'
import { mergeRuns } from './merge-runs.ts'
import { oncePerFrame } from './once-per-frame.ts'

export const useRunsStore = defineStore('runs', () => {
  const client = useClient()

  const runs = shallowRef<readonly Run[]>([])
  const index = computed(() => new Map(runs.value.map((run) => [run.id, run])))
  const byId = (runId: number): Run | undefined => index.value.get(runId)

  const loaded = shallowRef(false)
  const failure = shallowRef<string | null>(null)
  const chosen = shallowRef<readonly number[]>([])
  /** Ids of the runs chosen for comparison, in the order they were chosen. */
  const selected = computed({
    get: () => chosen.value.filter((runId) => index.value.has(runId)),
    set: (runIds) => (chosen.value = runIds),
  })

  const changes = new Map<number, Run | null>()
  let isLoading = false
  const apply = () => {
    // A list on its way may be older than the events that arrive before it.
    if (isLoading) return
    runs.value = mergeRuns(runs.value, changes)
    changes.clear()
  }
  const applySoon = oncePerFrame(apply)
  client.on('run.changed', (run) => {
    changes.set(run.id, run)
    applySoon()
  })
  client.on('run.deleted', ({ runId }) => {
    changes.set(runId, null)
    applySoon()
  })
  client.onReconnect(() => void load())

  async function load() {
    isLoading = true
    try {
      runs.value = await client.call('runs.list', undefined)
      loaded.value = true
      failure.value = null
    } catch (error) {
      failure.value = messageOf(error)
    } finally {
      isLoading = false
      apply()
    }
  }

  const start = (config: RunConfigInput) => client.call('runs.start', config)
  /** One run a seed: all of them, or none. */
  const startSeeds = (config: RunConfigInput, seeds: readonly number[]) =>
    client.call('runs.startSeeds', { config, seeds: [...seeds] })
  const pause = (runId: number) => client.call('runs.pause', { runId })
  const resume = (runId: number) => client.call('runs.resume', { runId })
  /** From where they were interrupted: all of them, or none. */
  const goOn = (runIds: readonly number[]) => client.call('runs.continue', { runIds: [...runIds] })
  const stop = (runId: number) => client.call('runs.stop', { runId })

  /** Puts it in the trash, from which `restore` takes it back. */
  async function remove(runId: number): Promise<void> {
    await client.call('runs.delete', { runId })
    changes.set(runId, null)
    apply()
  }
  async function restore(runId: number): Promise<void> {
    changes.set(runId, await client.call('runs.restore', { runId }))
    apply()
  }

  return {
    ...{ runs, loaded, failure, selected, byId, load },
    ...{ start, startSeeds, pause, resume, goOn, stop, remove, restore },
  }
})
