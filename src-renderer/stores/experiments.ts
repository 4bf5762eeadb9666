import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { CallParams, StoppedExperiment } from '#shared/api.ts'
import type { Experiment, ExperimentChanges } from '#shared/experiment.ts'
import type { Sweep } from '#shared/sweep.ts'
import { useClient } from '#renderer/client.ts'
import { createPaced } from '#renderer/composables/paced.ts'
import { messageOf } from '#renderer/format/message-of.ts'
import { useStartsStore } from './starts.ts'

/** How far runs are is asked seldom enough that the backend stays mostly free. */
const PACE = { intervalMs: 1000, ratio: 10 }

/** All experiments, newest first, with how far they are. */
export const useExperimentsStore = defineStore('experiments', () => {
  const client = useClient()
  const starts = useStartsStore()
  const experiments = shallowRef<readonly Experiment[]>([])
  const index = computed(() => new Map(experiments.value.map((each) => [each.id, each])))
  const byId = (experimentId: number): Experiment | undefined => index.value.get(experimentId)
  const loaded = shallowRef(false)
  const failure = shallowRef<string | null>(null)

  const stale = new Set<number>()
  let areAllStale = false
  let isLoading = false

  function put(experiment: Experiment) {
    experiments.value = [
      experiment,
      ...experiments.value.filter(({ id }) => id !== experiment.id),
    ].sort((a, b) => b.id - a.id)
  }
  function drop(experimentId: number) {
    experiments.value = experiments.value.filter(({ id }) => id !== experimentId)
  }

  async function load() {
    if (isLoading) return
    isLoading = true
    try {
      experiments.value = await client.call('experiments.list', undefined)
      loaded.value = true
      failure.value = null
    } catch (error) {
      failure.value = messageOf(error)
    } finally {
      isLoading = false
    }
  }

  /** Asks again how far those are whose runs went on. */
  const refreshing = createPaced(async () => {
    if (areAllStale) {
      areAllStale = false
      stale.clear()
      return load()
    }
    const experimentIds = [...stale]
    stale.clear()
    for (const experimentId of experimentIds) {
      // One that was deleted meanwhile is gone from the list too.
      if (!byId(experimentId)) continue
      try {
        put(await client.call('experiments.get', { experimentId }))
      } catch {
        // The connection banner says why; the next change asks again.
      }
    }
  }, PACE)

  client.on('experiment.changed', put)
  client.on('experiment.deleted', ({ experimentId }) => drop(experimentId))
  client.on('run.changed', ({ experimentId }) => {
    if (experimentId === null || !loaded.value) return
    stale.add(experimentId)
    refreshing.ask()
  })
  client.on('run.deleted', () => {
    if (!loaded.value) return
    // Which experiment it belonged to, nobody says any more.
    areAllStale = true
    refreshing.ask()
  })
  client.onReconnect(() => void load())

  /** The experiment and all its runs, or an error and nothing. */
  async function start(request: CallParams<'experiments.start'>): Promise<Experiment> {
    const { experiment } = await starts.follow((taskId) =>
      client.call('experiments.start', { ...request, taskId }),
    )
    put(experiment)
    return experiment
  }
  /** Starts what a larger sweep has more; tells which runs those are. */
  async function extend(experimentId: number, sweep: Sweep): Promise<readonly number[]> {
    const { experiment, runIds } = await starts.follow((taskId) =>
      client.call('experiments.extend', { experimentId, sweep, taskId }),
    )
    put(experiment)
    return runIds
  }
  async function withdraw(request: CallParams<'experiments.withdraw'>): Promise<void> {
    put(await client.call('experiments.withdraw', request))
  }
  async function update(changes: ExperimentChanges): Promise<void> {
    put(await client.call('experiments.update', changes))
  }
  async function pause(experimentId: number): Promise<void> {
    put(await client.call('experiments.pause', { experimentId }))
  }
  async function resume(experimentId: number): Promise<void> {
    put(await client.call('experiments.resume', { experimentId }))
  }
  /** Tells what it takes to undo that. */
  async function stop(experimentId: number): Promise<StoppedExperiment> {
    const stopped = await client.call('experiments.stop', { experimentId })
    put(stopped.experiment)
    return stopped
  }
  async function goOn(experimentId: number): Promise<void> {
    put(await client.call('experiments.continue', { experimentId }))
  }
  async function addRuns(experimentId: number, runIds: readonly number[]): Promise<void> {
    put(await client.call('experiments.addRuns', { experimentId, runIds: [...runIds] }))
  }
  async function removeRuns(runIds: readonly number[]): Promise<void> {
    await client.call('experiments.removeRuns', { runIds: [...runIds] })
  }
  /** One without runs, to put some into. */
  async function create(name: string): Promise<Experiment> {
    const experiment = await client.call('experiments.create', { name })
    put(experiment)
    return experiment
  }
  async function remove(experimentId: number, withRuns: boolean): Promise<void> {
    await client.call('experiments.delete', { experimentId, withRuns })
    drop(experimentId)
  }
  async function restore(experimentId: number): Promise<void> {
    put(await client.call('experiments.restore', { experimentId }))
  }

  return {
    ...{ experiments, loaded, failure, byId, load },
    ...{ start, extend, withdraw, update, pause, resume, stop, goOn },
    ...{ addRuns, removeRuns, create, remove, restore },
  }
})
