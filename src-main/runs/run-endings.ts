import { setTimeout as sleep } from 'node:timers/promises'
import type { Run, RunStatus } from '#shared/run.ts'
import { storageFaultOf } from '#main/store/storage-fault.ts'
import { partsToStore } from './parts-of.ts'
import type { Ending, OwnRun, RunsOfProcess } from './own-run.ts'

/** How long storing an end that is decided takes at most, unless the storage is at fault. */
const STORE_WITHIN_MS = 60
const CLOSED = 'The workbench was closed before the run was over'

interface EndingOptions {
  /** Whether the next start goes on with the runs this process leaves unfinished. */
  readonly leavesRuns: boolean
  /** Called when so many runs have ended. */
  freed(count: number): void
}

export type RunEndings = ReturnType<typeof createRunEndings>

/** How runs of this process come to their end. */
export function createRunEndings(
  { store, writes, alerts, ownerId, own, changed, time, report }: RunsOfProcess,
  { leavesRuns, freed }: EndingOptions,
) {
  /** Ends a run. The end is stored after everything else of the run, at once or as soon as the storage allows. */
  function end(runId: number, status: RunStatus, ending: Ending = {}): void {
    const run = own.get(runId)
    if (!run || run.phase === 'ending') return
    const details = detailsOf(run, status, ending)
    run.phase = 'ending'
    run.training?.stop()
    writes.add(runId, {
      store() {
        const isOurs = isStillOurs(runId)
        const ended = isOurs
          ? store.runs.setStatus(runId, status, { ...hashOf(run), ...details })
          : store.runs.get(runId)
        return { isOurs, ended }
      },
      stored({ isOurs, ended }) {
        own.delete(runId)
        run.ended.resolve(isOurs ? changed(alerts.ended(ended)) : ended)
        freed(1)
      },
      refused(error) {
        // The other runs continue; the next sign of life finds this one.
        own.delete(runId)
        report(error)
        run.ended.reject(error)
        freed(1)
      },
    })
  }

  /** Ends runs that wait for their first turn at once: one by one, a thousand would take seconds. */
  function endWaiting(
    status: 'stopped' | 'interrupted',
    ending: Ending = {},
    isWanted: (runId: number) => boolean = () => true,
  ): void {
    const waiting = [...own].filter(
      ([runId, run]) => isWanted(runId) && run.phase === 'queued' && !run.training,
    )
    let ended: ReadonlyMap<number, Run>
    try {
      const ours = waiting.filter(([runId]) => isStillOurs(runId))
      const changes = ours.map(
        ([runId, run]) =>
          [runId, status, { ...hashOf(run), ...detailsOf(run, status, ending) }] as const,
      )
      ended = new Map(store.runs.setStatuses(changes).map((run) => [run.id, run]))
    } catch (error) {
      if (storageFaultOf(error) === null) throw error
      for (const [runId] of waiting) end(runId, status, ending)
      return
    }
    for (const [runId, run] of waiting) {
      if (!ended.has(runId)) continue
      own.delete(runId)
      run.ended.resolve(changed(ended.get(runId)!))
    }
    freed(ended.size)
  }

  /** Where another program took this one for dead and goes on with its run, it is no longer ours to end. */
  function isStillOurs(runId: number): boolean {
    const owner = store.runs.owner(runId)
    return owner === null || owner === ownerId
  }

  const hashOf = ({ metricsHash }: OwnRun) => (metricsHash === null ? {} : { metricsHash })

  const detailsOf = ({ phase }: OwnRun, status: RunStatus, ending: Ending) => ({
    ...ending,
    finishedAt: time(),
    ...(status === 'interrupted' &&
      leavesRuns &&
      phase !== 'ending' && { interruptedWhile: phase }),
  })

  const interrupt = (runId: number, metricsHash?: string) =>
    end(runId, 'interrupted', {
      reason: CLOSED,
      ...(metricsHash === undefined ? {} : { metricsHash }),
    })

  /**
   * Lets the worker end the run, as `ask` tells it, and say all it knows. If that takes too long, or
   * the worker never began, `giveUp` ends the run. Answers in time with the run as it is stored; if its
   * end cannot be stored yet, that is the run before its end, and the end follows.
   */
  async function finish(
    runId: number,
    run: OwnRun,
    ask: 'stop' | 'suspend',
    withinMs: number,
    giveUp: () => void,
  ): Promise<Run> {
    const deadline = new AbortController()
    const asStored = sleep(withinMs, null, deadline)
      .then(() => {
        giveUp()
        return sleep(STORE_WITHIN_MS, null, deadline)
      })
      .then(() => store.runs.get(runId))
    asStored.catch(() => undefined)
    if (run.phase !== 'ending') {
      if (!run.training?.hasStarted()) giveUp()
      else if (ask === 'stop') run.training.stop()
      else run.training.send({ kind: 'suspend' })
    }
    return Promise.race([run.ended.promise, asStored]).finally(() => deadline.abort())
  }

  return {
    end,
    interrupt,
    isStillOurs,
    stopWaiting: (runIds: ReadonlySet<number>) =>
      endWaiting('stopped', {}, (runId) => runIds.has(runId)),
    async interruptWaiting(): Promise<void> {
      const waiting = [...own].filter(([, { phase }]) => phase === 'queued').map(([id]) => id)
      for await (const part of partsToStore(waiting)) {
        const those = new Set(part)
        endWaiting('interrupted', { reason: CLOSED }, (runId) => those.has(runId))
      }
    },
    finish,
  }
}
