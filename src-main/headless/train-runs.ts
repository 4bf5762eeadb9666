import { setImmediate } from 'node:timers/promises'
import type { Events } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import type { TaskProgress } from '#shared/events.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { isActive, type Run } from '#shared/run.ts'
import type { Backend } from '#main/backend-contract.ts'
import { onStopSignal } from './stop-signals.ts'
import { call } from './with-backend.ts'

export interface Watcher {
  /** Called once, with a function that returns all runs as they are at the time. */
  follows(runs: () => readonly Run[]): void
  /** Called with the progress of starting many runs; null when all are started. */
  starting(progress: Omit<TaskProgress, 'taskId'> | null): void
  stopping(): void
}

/** Starts runs and yields their numbers, some at a time. Starts no more once `isStopping` returns true. */
type StartRuns = (isStopping: () => boolean) => AsyncIterable<readonly number[]>

/** The id by which this process cancels its start. */
export const START_TASK = 'start'

/** How many runs of one configuration one call starts. */
const MAX_SEEDS = 1000
/** How many runs are read before other work has its turn. */
const RUNS_AT_ONCE = 50
/** How many runs one call stops. */
const MAX_STOPPED = 10_000

/** Trains one run per configuration and returns them once all are over. */
export const trainRuns = (
  backend: Backend,
  configs: readonly RunConfig[],
  watcher?: Watcher,
): Promise<Run[]> =>
  followRuns(
    backend,
    async function* (isStopping) {
      for (const [config, ...others] of sameButSeed(configs)) {
        if (isStopping()) return
        if (others.length === 0) {
          yield [(await call(backend, 'runs.start', config!)).id]
          continue
        }
        const seeds = [config!, ...others].map(({ seed }) => seed)
        const request = { config: config!, seeds, taskId: START_TASK }
        yield (await call(backend, 'runs.startSeeds', request)).map(({ id }) => id)
      }
    },
    watcher,
  )

/** Groups neighbouring configurations that differ only in their seed. */
function sameButSeed(configs: readonly RunConfig[]): RunConfig[][] {
  const parts: { readonly key: string; readonly configs: RunConfig[] }[] = []
  for (const config of configs) {
    const key = JSON.stringify({ ...config, seed: 0 })
    const last = parts.at(-1)
    if (last?.key === key && last.configs.length < MAX_SEEDS) last.configs.push(config)
    else parts.push({ key, configs: [config] })
  }
  return parts.map(({ configs }) => configs)
}

/**
 * Returns the runs once all have ended. The first Ctrl-C stops them and keeps what they learned; during
 * the start of many runs it cancels that start.
 */
export async function followRuns(
  backend: Backend,
  start: StartRuns,
  watcher?: Watcher,
): Promise<Run[]> {
  const runs = new Map<number, Run>()
  const over = Promise.withResolvers<void>()
  let activeCount = 0
  let areAllStarted = false
  let isStopping = false

  function set(runId: number, run: Run | null): void {
    const before = runs.get(runId)
    if (before && isActive(before.status)) activeCount--
    if (run) runs.set(runId, run)
    else runs.delete(runId)
    if (run && isActive(run.status)) activeCount++
    check()
  }
  function check(): void {
    if (areAllStarted && activeCount === 0) over.resolve()
  }
  watcher?.follows(() => [...runs.values()])
  const unsubscribe = backend.subscribe(({ event, data }) => {
    if (event === 'run.changed') {
      const run = data as Events['run.changed']
      if (runs.has(run.id)) set(run.id, run)
    } else if (event === 'run.deleted') {
      set((data as Events['run.deleted']).runId, null)
    } else if (event === 'task.progress') {
      const progress = data as Events['task.progress']
      if (progress.taskId === START_TASK) watcher?.starting(progress.share < 1 ? progress : null)
    }
  })
  /** Stops the waiting runs first, or they would take the places of those that stop. */
  async function stop(runIds: readonly number[]): Promise<void> {
    for (let from = 0; from < runIds.length; from += MAX_STOPPED) {
      const part = runIds.slice(from, from + MAX_STOPPED)
      const { refused } = await call(backend, 'runs.stopAll', { runIds: part })
      for (const { runId, reason } of refused) {
        // It may have ended by itself just before.
        const run = await call(backend, 'runs.get', { runId })
        if (isActive(run.status)) throw new ApiError('conflict', reason)
      }
    }
  }
  const removeListener = onStopSignal(() => {
    watcher?.stopping()
    isStopping = true
    // Started runs are stopped; an unfinished start leaves nothing.
    void call(backend, 'tasks.cancel', { taskId: START_TASK })
    const active = [...runs.values()].filter(({ status }) => isActive(status))
    stop(active.map(({ id }) => id)).catch(over.reject)
  })

  try {
    for await (const runIds of start(() => isStopping)) {
      for (let from = 0; from < runIds.length; from += RUNS_AT_ONCE) {
        const part = runIds.slice(from, from + RUNS_AT_ONCE)
        // They may have changed before anyone knew their numbers, so they are read again.
        const found = await call(backend, 'runs.these', { runIds: part })
        for (const run of found.toReversed()) set(run.id, run)
        if (isStopping) await stop(part)
        await setImmediate()
      }
    }
    areAllStarted = true
    check()
    await over.promise
    return [...runs.values()].toSorted((a, b) => a.id - b.id)
  } finally {
    removeListener()
    unsubscribe()
  }
}
