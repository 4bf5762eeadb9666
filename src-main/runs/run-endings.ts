import type { Run, RunStatus } from '#shared/run.ts'
import { sentence } from './active-training.ts'
import type { Ending, OwnRun, RunsOfProcess } from './own-run.ts'

interface EndingOptions {
  /** Whether the next start goes on with the runs this process leaves unfinished. */
  readonly keepsQueue: boolean
  /** Called when a worker has become free. */
  freed(): void
}

export type RunEndings = ReturnType<typeof createRunEndings>

/** How runs of this process come to their end. */
export function createRunEndings(
  { store, ownerId, own, changed, time, report }: RunsOfProcess,
  { keepsQueue, freed }: EndingOptions,
) {
  function end(runId: number, status: RunStatus, ending: Ending = {}): void {
    const run = own.get(runId)
    if (!run) return
    own.delete(runId)
    run.training?.stop()
    try {
      run.ended.resolve(storeEnd(runId, run, status, ending))
    } catch (error) {
      // The other runs go on; the next start finds this one interrupted.
      report(error)
      run.ended.reject(error)
      tellUnstoredEnd(runId, ending.reason ?? sentence(error))
    }
    freed()
  }

  function storeEnd(runId: number, { phase }: OwnRun, status: RunStatus, ending: Ending): Run {
    const owner = store.runs.owner(runId)
    // Another program took this one for dead and goes on with its run, which is no longer ours to end.
    if (owner !== null && owner !== ownerId) return store.runs.get(runId)
    const isToGoOn = status === 'interrupted' && keepsQueue
    return changed(
      store.runs.setStatus(runId, status, {
        ...ending,
        finishedAt: time(),
        ...(isToGoOn && { interruptedWhile: phase }),
      }),
    )
  }

  /** The one thing published without being stored: whoever waits for the run would wait for ever. */
  function tellUnstoredEnd(runId: number, reason: string): void {
    try {
      changed({ ...store.runs.get(runId), status: 'failed', reason, finishedAt: time() })
    } catch (error) {
      report(error)
    }
  }

  const interrupt = (runId: number, metricsHash?: string) =>
    end(runId, 'interrupted', {
      reason: 'The workbench was closed before the run was over',
      ...(metricsHash === undefined ? {} : { metricsHash }),
    })

  /**
   * Lets the worker end the run, as `ask` tells it, and say all it knows; if it takes too long, or never
   * began, `giveUp` ends it.
   */
  function finish(
    { training, ended }: OwnRun,
    ask: 'stop' | 'suspend',
    withinMs: number,
    giveUp: () => void,
  ): Promise<Run> {
    if (!training?.hasStarted()) {
      giveUp()
      return ended.promise
    }
    if (ask === 'stop') training.stop()
    else training.send({ kind: 'suspend' })
    const deadline = setTimeout(giveUp, withinMs)
    return ended.promise.finally(() => clearTimeout(deadline))
  }

  return { end, interrupt, finish }
}
