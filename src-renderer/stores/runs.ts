import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { RunConfigInput } from '#shared/api.ts'
import type { Run } from '#shared/run.ts'
import { useClient } from '#renderer/client.ts'
import { messageOf } from '#renderer/format/message-of.ts'
import { mergeRuns } from './merge-runs.ts'
import { oncePerFrame } from './once-per-frame.ts'

/** How long a deletion can be taken back. */
export const UNDO_MS = 6000

export const useRunsStore = defineStore('runs', () => {
  const client = useClient()

  const stored = shallowRef<readonly Run[]>([])
  /** Ids of runs whose deletion is under way or can still be taken back. */
  const hidden = shallowRef<ReadonlySet<number>>(new Set())
  const runs = computed(() => stored.value.filter(({ id }) => !hidden.value.has(id)))
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
    stored.value = mergeRuns(stored.value, changes)
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
      stored.value = await client.call('runs.list', undefined)
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
  const stop = (runId: number) => client.call('runs.stop', { runId })

  /** Deletions that still can be taken back, each with what ends its wait. */
  const removals = new Map<number, { settle(isKept: boolean): void }>()

  /**
   * Hides the run at once and deletes it after `UNDO_MS`, or when the page is left. Resolves to
   * whether it was deleted; false: `keep` was called in time.
   */
  async function remove(runId: number): Promise<boolean> {
    if (removals.has(runId)) return false
    hidden.value = new Set([...hidden.value, runId])
    const isKept = await new Promise<boolean>((settle) => {
      const timer = setTimeout(() => settle(false), UNDO_MS)
      removals.set(runId, {
        settle: (isKept) => {
          clearTimeout(timer)
          settle(isKept)
        },
      })
    })
    removals.delete(runId)
    try {
      if (!isKept) {
        await client.call('runs.delete', { runId })
        stored.value = stored.value.filter(({ id }) => id !== runId)
      }
      return !isKept
    } finally {
      hidden.value = new Set([...hidden.value].filter((id) => id !== runId))
    }
  }

  const keep = (runId: number) => removals.get(runId)?.settle(true)

  // There is no time to wait for once the page goes: what was deleted is to be gone at the next visit.
  addEventListener('pagehide', () => {
    for (const runId of removals.keys()) {
      client.call('runs.delete', { runId }).catch(() => undefined)
    }
  })

  return {
    ...{ runs, loaded, failure, selected, byId, load },
    ...{ start, startSeeds, pause, resume, stop, remove, keep },
  }
})
