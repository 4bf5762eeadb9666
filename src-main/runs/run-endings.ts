import type { Run, RunStatus } from '#shared/run.ts'
import { sentence } from './active-training.ts'
import type { Ending, OwnRun, RunsOfProcess } from './own-run.ts'

const CLOSED = 'The workbench was closed before the run was over'

interface EndingOptions {
  /** Whether the next start goes on with the runs this process leaves unfinished. */
  readonly keepsQueue: boolean
  /** Called when so many runs have ended. */
  freed(count: number): void
}

export type RunEndings = ReturnType<typeof createRunEndings>

/** How runs of this process come to their end. */
export function createRunEndings(
  { store, alerts, ownerId, own, changed, time, report }: RunsOfProcess,
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
    freed(1)
  }

  /** Ends runs that wait for their first turn at once: one by one, a thousand would take seconds. */
  function endWaiting(
    status: 'stopped' | 'interrupted',
    ending: Ending = {},
    isWanted: (runId: number) => boolean = () => true,
  ): void {
    const waiting = [...own].filter(
      ([runId, run]) =>
        isWanted(runId) && run.phase === 'queued' && !run.training && isStillOurs(runId),
    )
    const ended = store.runs.setStatuses(
      waiting.map(([runId, run]) => [runId, status, detailsOf(run, status, ending)]),
    )
    waiting.forEach(([runId, run], i) => {
      own.delete(runId)
      run.ended.resolve(changed(ended[i]!))
    })
    freed(waiting.length)
  }

  /** Where another program took this one for dead and goes on with its run, it is no longer ours to end. */
  function isStillOurs(runId: number): boolean {
    const owner = store.runs.owner(runId)
    return owner === null || owner === ownerId
  }

  function storeEnd(runId: number, run: OwnRun, status: RunStatus, ending: Ending): Run {
    if (!isStillOurs(runId)) return store.runs.get(runId)
    const ended = store.runs.setStatus(runId, status, detailsOf(run, status, ending))
    return changed(alerts.ended(ended))
  }

  const detailsOf = ({ phase }: OwnRun, status: RunStatus, ending: Ending) => ({
    ...ending,
    finishedAt: time(),
    ...(status === 'interrupted' && keepsQueue && { interruptedWhile: phase }),
  })

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
      reason: CLOSED,
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

  return {
    end,
    interrupt,
    stopWaiting: (runIds: ReadonlySet<number>) =>
      endWaiting('stopped', {}, (runId) => runIds.has(runId)),
    interruptWaiting: () => endWaiting('interrupted', { reason: CLOSED }),
    finish,
  }
}
