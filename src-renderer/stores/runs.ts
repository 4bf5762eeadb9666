import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { RouteLocationRaw } from 'vue-router'
import type { RunConfigInput } from '#shared/api.ts'
import type { Run } from '#shared/run.ts'
import { useClient } from '#renderer/client.ts'
import { messageOf } from '#renderer/format/message-of.ts'
import { comparisonOf, MOST_COMPARED_RUNS } from '#renderer/compare/groups.ts'
import { mergeRuns } from './merge-runs.ts'
import { oncePerFrame } from './once-per-frame.ts'
import { useStartsStore } from './starts.ts'

/** Runs that are known without being asked for, the newest; the others are asked for where they are shown. */
const NEWEST = 500
/** As many as one call gives. */
const RUNS_A_CALL = 1000

export const useRunsStore = defineStore('runs', () => {
  const client = useClient()
  const starts = useStartsStore()

  const runs = shallowRef<readonly Run[]>([])
  const index = computed(() => new Map(runs.value.map((run) => [run.id, run])))
  const byId = (runId: number): Run | undefined => index.value.get(runId)

  const loaded = shallowRef(false)
  const failure = shallowRef<string | null>(null)
  /** Ids of the chosen runs, in the order they were chosen; most of many are not loaded. */
  const selected = shallowRef<readonly number[]>([])
  /** The chosen runs; none where there are too many to compare. */
  const compared = computed(() =>
    selected.value.length > MOST_COMPARED_RUNS
      ? []
      : selected.value.flatMap((id) => byId(id) ?? []),
  )
  /** The comparison that was looked at last; null: none yet. */
  const lastComparison = shallowRef<RouteLocationRaw | null>(null)
  /** Where the page Compare begins: with the chosen runs, else with the last comparison. */
  const comparison = computed(() =>
    selected.value.length > 0 || lastComparison.value === null
      ? comparisonOf(compared.value)
      : lastComparison.value,
  )
  watch(selected, (runIds) => {
    // Whoever clears the choice begins anew.
    if (runIds.length === 0) lastComparison.value = null
    if (runIds.length <= MOST_COMPARED_RUNS) void want(runIds)
  })

  const changes = new Map<number, Run | null>()
  let isLoading = false
  const apply = () => {
    // A list on its way may be older than the events that arrive before it.
    if (isLoading) return
    runs.value = mergeRuns(runs.value, changes)
    changes.clear()
  }
  function forget(runId: number) {
    if (selected.value.includes(runId)) selected.value = selected.value.filter((id) => id !== runId)
  }
  /** Grows with every event that has been applied. */
  const revision = shallowRef(0)
  const applySoon = oncePerFrame(() => {
    apply()
    revision.value++
  })
  client.on('run.changed', (run) => {
    changes.set(run.id, run)
    applySoon()
  })
  client.on('run.deleted', ({ runId }) => {
    changes.set(runId, null)
    forget(runId)
    applySoon()
  })
  client.onReconnect(() => void load())

  /** Ids of older runs that a page shows. */
  const wanted = new Set<number>()
  const awaited = shallowRef<ReadonlySet<number>>(new Set())
  /** Whether it is still to be seen if there is such a run. */
  const isAwaited = (runId: number): boolean => !loaded.value || awaited.value.has(runId)

  /** Those of these runs that there are. */
  async function getEach(runIds: readonly number[]): Promise<Run[]> {
    const answers: Run[] = []
    for (let i = 0; i < runIds.length; i += RUNS_A_CALL) {
      const part = runIds.slice(i, i + RUNS_A_CALL)
      answers.push(...(await client.call('runs.these', { runIds: part })))
    }
    return answers
  }

  /** Makes sure that these runs are known, where they exist. */
  async function want(runIds: readonly number[]): Promise<void> {
    const sound = runIds.filter((runId) => Number.isSafeInteger(runId) && runId > 0)
    for (const runId of sound) wanted.add(runId)
    const missing = sound.filter((runId) => !byId(runId) && !awaited.value.has(runId))
    // What is wanted before the newest are known comes with them.
    if (missing.length === 0 || !loaded.value) return
    awaited.value = new Set([...awaited.value, ...missing])
    try {
      for (const run of await getEach(missing)) {
        // What an event said meanwhile is newer.
        if (!byId(run.id) && !changes.has(run.id)) changes.set(run.id, run)
      }
      apply()
    } catch (error) {
      failure.value = messageOf(error)
    } finally {
      const those = new Set(missing)
      awaited.value = new Set([...awaited.value].filter((runId) => !those.has(runId)))
    }
  }

  async function load() {
    isLoading = true
    try {
      const { groups } = await client.call('runs.query', {
        limit: NEWEST,
        withArchived: true,
      })
      const newest = groups.flatMap(({ runs }) => runs)
      const known = new Set(newest.map(({ id }) => id))
      const older = await getEach([...wanted].filter((runId) => !known.has(runId)))
      runs.value = [...newest, ...older].sort((a, b) => b.id - a.id)
      loaded.value = true
      failure.value = null
    } catch (error) {
      failure.value = messageOf(error)
    } finally {
      isLoading = false
      apply()
    }
    // Some may have become wanted meanwhile.
    await want([...wanted])
  }

  const start = (config: RunConfigInput) => client.call('runs.start', config)
  /** One run a seed: all of them, or none. */
  const startSeeds = (config: RunConfigInput, seeds: readonly number[]) =>
    starts.follow((taskId) => client.call('runs.startSeeds', { config, seeds: [...seeds], taskId }))
  const pause = (runId: number) => client.call('runs.pause', { runId })
  const resume = (runId: number) => client.call('runs.resume', { runId })
  /** From where they were interrupted: all of them, or none. */
  const goOn = (runIds: readonly number[]) => client.call('runs.continue', { runIds: [...runIds] })

  /** Puts it in the trash, from which `restore` takes it back. */
  async function remove(runId: number): Promise<void> {
    await client.call('runs.delete', { runId })
    changes.set(runId, null)
    forget(runId)
    apply()
  }
  async function restore(runId: number): Promise<void> {
    changes.set(runId, await client.call('runs.restore', { runId }))
    apply()
  }

  return {
    ...{
      runs,
      revision,
      loaded,
      failure,
      selected,
      compared,
      comparison,
      lastComparison,
      byId,
      load,
      want,
      getEach,
      isAwaited,
    },
    ...{ start, startSeeds, pause, resume, goOn, remove, restore },
  }
})
