import { computed, onScopeDispose, reactive, shallowRef } from 'vue'
import { differingFields } from '#shared/differing-fields.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { budgetUsed, isActive, type Run } from '#shared/run.ts'
import { useClient } from '#renderer/client.ts'
import { messageOf } from '#renderer/format/message-of.ts'
import type { GuidedExperiment } from '#renderer/guided/guided-experiment.ts'
import { oncePerFrame } from '#renderer/stores/once-per-frame.ts'
import { readStoredJson, writeStoredJson } from './browser-storage.ts'
import { usePreferredEngine } from './usePreferredEngine.ts'

const KEY = 'workbench-guided'

/** Which runs an experiment has: for every arm, and how many times it was begun. */
interface Remembered {
  readonly round: number
  readonly runIds: readonly (readonly number[])[]
}

function remembered(id: string): Remembered | null {
  const all = readStoredJson(KEY) as Record<string, Remembered> | null | undefined
  return all?.[id] ?? null
}

function remember(id: string, what: Remembered): void {
  writeStoredJson(KEY, { ...(readStoredJson(KEY) as object | undefined), [id]: what })
}

/** Whether the run is one of this setting, and not another that has its id in another database. */
function isOf(config: RunConfig, run: Run): boolean {
  const { seed, engine } = config
  return differingFields([config, { ...run.config, seed, engine }]).every(
    (fields) => fields.length === 0,
  )
}

/** The runs of a guided experiment: found again, trained, and followed while they train. */
export function useGuidedRuns(experiment: GuidedExperiment) {
  const client = useClient()
  const { withPreferred } = usePreferredEngine()
  const round = shallowRef(0)
  const runs = shallowRef<readonly (readonly Run[])[] | null>(null)
  const isLoaded = shallowRef(false)
  const isStarting = shallowRef(false)
  const failure = shallowRef<string | null>(null)

  const changed = new Map<number, Run>()
  const apply = oncePerFrame(() => {
    runs.value =
      runs.value?.map((arm) => arm.map((run) => changed.get(run.id) ?? run)) ?? runs.value
    changed.clear()
  })
  const isOurs = (runId: number) => runs.value?.some((arm) => arm.some(({ id }) => id === runId))
  const stopListening = [
    client.on('run.changed', (run) => {
      if (!isStarting.value && !isOurs(run.id)) return
      changed.set(run.id, run)
      if (!isStarting.value) apply()
    }),
    client.on('run.deleted', ({ runId }) => {
      if (isOurs(runId)) runs.value = null
    }),
    client.onReconnect(() => void load()),
  ]
  onScopeDispose(() => stopListening.forEach((stop) => stop()))

  async function load(): Promise<void> {
    const known = remembered(experiment.id)
    round.value = known?.round ?? 0
    try {
      const found = await Promise.all(
        (known?.runIds ?? []).map((arm) =>
          Promise.all(arm.map((runId) => client.call('runs.get', { runId }))),
        ),
      )
      const isWhole =
        found.length === experiment.arms.length &&
        found.every((arm, i) => arm.every((run) => isOf(experiment.arms[i]!.config, run)))
      runs.value = isWhole ? found : null
    } catch {
      // Deleted, or of another database.
      runs.value = null
    } finally {
      isLoaded.value = true
    }
  }

  /** Trains every arm; each time with seeds of its own. */
  async function start(): Promise<void> {
    if (isStarting.value) return
    isStarting.value = true
    failure.value = null
    const first = round.value * experiment.seedsPerArm
    const seeds = Array.from({ length: experiment.seedsPerArm }, (_, i) => first + i + 1)
    try {
      const started: (readonly Run[])[] = []
      for (const { config } of experiment.arms) {
        started.push(await client.call('runs.startSeeds', { config: withPreferred(config), seeds }))
      }
      runs.value = started
      round.value++
      remember(experiment.id, {
        round: round.value,
        runIds: started.map((arm) => arm.map(({ id }) => id)),
      })
    } catch (error) {
      failure.value = messageOf(error)
    } finally {
      isStarting.value = false
      apply()
    }
  }

  const all = computed(() => runs.value?.flat() ?? [])
  const share = computed(() =>
    all.value.length
      ? all.value.reduce((sum, run) => sum + (isActive(run.status) ? budgetUsed(run) : 1), 0) /
        all.value.length
      : 0,
  )
  const ended = computed(() => all.value.filter(({ status }) => !isActive(status)).length)
  const isTraining = computed(() => ended.value < all.value.length)

  void load()
  return reactive({
    ...{ runs, round, isLoaded, isStarting, isTraining, failure, share, ended },
    total: computed(() => all.value.length),
    start,
  })
}
