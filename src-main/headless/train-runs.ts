import type { Events } from '#shared/api.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { isActive, type Run } from '#shared/run.ts'
import type { Backend } from '#main/backend-contract.ts'
import { say } from './output.ts'
import { onStopSignal } from './stop-signals.ts'
import { call } from './with-backend.ts'

/**
 * Trains one run per configuration and returns them once all are over. A first Ctrl-C stops them,
 * keeping what they learned. `onChange` hears of the runs whenever one of them changed.
 */
export async function trainRuns(
  backend: Backend,
  configs: readonly RunConfig[],
  onChange: (runs: readonly Run[]) => void,
): Promise<Run[]> {
  const runs = new Map<number, Run>()
  const over = Promise.withResolvers<void>()
  let areAllStarted = false
  let isStopping = false

  function check(): void {
    onChange([...runs.values()])
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
  const stop = ({ id: runId }: Run) => call(backend, 'runs.stop', { runId })
  const removeListener = onStopSignal(() => {
    say('Stopping; what was learned is kept. Ctrl-C again aborts.')
    isStopping = true
    // The waiting ones first, or they would start in the place of those that stop.
    const active = [...runs.values()].filter(({ status }) => isActive(status))
    const [waiting, training] = [
      active.filter(({ status }) => status === 'queued'),
      active.filter(({ status }) => status !== 'queued'),
    ]
    Promise.all([...waiting, ...training].map(stop)).catch(over.reject)
  })

  try {
    for (const config of configs) {
      if (isStopping) break
      const { id: runId } = await call(backend, 'runs.start', config)
      // Asked again: it may have changed before anyone could know its number.
      const run = await call(backend, 'runs.get', { runId })
      runs.set(runId, run)
      if (isStopping) await stop(run)
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
