import type { Events } from '#shared/api.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { isActive, type Run } from '#shared/run.ts'
import type { Backend } from '#main/backend-contract.ts'
import { onStopSignal } from './stop-signals.ts'
import { call } from './with-backend.ts'

export interface Watcher {
  /** Hears of all runs whenever one of them changed. */
  changed(runs: readonly Run[]): void
  stopping(): void
}

/** Starts runs and yields the number of each; begins none once it is to stop. */
type StartRuns = (isStopping: () => boolean) => AsyncIterable<number>

/** Trains one run per configuration and returns them once all are over. */
export const trainRuns = (
  backend: Backend,
  configs: readonly RunConfig[],
  watcher?: Watcher,
): Promise<Run[]> =>
  followRuns(
    backend,
    async function* (isStopping) {
      for (const config of configs) {
        if (isStopping()) return
        yield (await call(backend, 'runs.start', config)).id
      }
    },
    watcher,
  )

/** Returns the runs once all are over. A first Ctrl-C stops them, keeping what they learned. */
export async function followRuns(
  backend: Backend,
  start: StartRuns,
  watcher?: Watcher,
): Promise<Run[]> {
  const runs = new Map<number, Run>()
  const over = Promise.withResolvers<void>()
  let areAllStarted = false
  let isStopping = false

  function check(): void {
    watcher?.changed([...runs.values()])
    if (areAllStarted && ![...runs.values()].some(({ status }) => isActive(status))) over.resolve()
  }
  const unsubscribe = backend.subscribe(({ event, data }) => {
    if (event === 'run.changed') {
      const run = data as Events['run.changed']
      if (runs.has(run.id)) runs.set(run.id, run)
    } else if (event === 'run.deleted') {
      runs.delete((data as Events['run.deleted']).runId)
    }
    check()
  })
  async function stop({ id: runId }: Run): Promise<void> {
    try {
      await call(backend, 'runs.stop', { runId })
    } catch (error) {
      // It may have ended by itself just before.
      const run = runs.get(runId)
      if (run && isActive(run.status)) throw error
    }
  }
  const removeListener = onStopSignal(() => {
    watcher?.stopping()
    isStopping = true
    // The waiting ones first, or they would start in the place of those that stop.
    const active = [...runs.values()].filter(({ status }) => isActive(status))
    const waiting = active.filter(({ status }) => status === 'queued')
    const training = active.filter(({ status }) => status !== 'queued')
    Promise.all([...waiting, ...training].map(stop)).catch(over.reject)
  })

  try {
    for await (const runId of start(() => isStopping)) {
      // Asked again: it may have changed before anyone could know its number.
      const run = await call(backend, 'runs.get', { runId })
      runs.set(runId, run)
      if (isStopping && isActive(run.status)) await stop(run)
    }
    areAllStarted = true
    check()
    await over.promise
    return [...runs.values()]
  } finally {
    removeListener()
    unsubscribe()
  }
}
