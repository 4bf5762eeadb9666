import { ApiError } from '#shared/errors.ts'
import type { LastSession } from '#shared/queue.ts'
import { canGoOn, type Run } from '#shared/run.ts'
import type { ActiveStatus } from '#main/store/store.ts'
import { madeBy } from './made-by.ts'
import { ownRun, type RunsOfProcess } from './own-run.ts'

/** Takes interrupted and stopped runs up again, from their last training state or from their start. */
export function createUnfinishedRuns({
  store,
  ownerId,
  own,
  changed,
  time,
  provenance,
}: RunsOfProcess) {
  /** Why the run cannot go on here to the bit; null: it can. */
  function obstacle({ id, config }: Run): string | null {
    const state = store.trainingStates.head(id)
    if (!state) return null
    const here = madeBy(provenance(config), config.engine)
    return state.madeBy === here
      ? null
      : `Run ${id} was begun by ${state.madeBy}; this is ${here}, which may round differently: train it again instead`
  }

  /** `alsoStore` is stored with them, or nothing is. */
  function queueAgain(
    wanted: readonly { runId: number; status: ActiveStatus }[],
    alsoStore: () => void = () => undefined,
  ): Run[] {
    const hashes = new Map(
      store.runs.these(wanted.map(({ runId }) => runId)).map((run) => [run.id, run.metricsHash]),
    )
    const runs = store.atOnce(() => {
      const again = store.runs.goOn(wanted, ownerId)
      alsoStore()
      return again
    })
    for (const run of runs) {
      own.set(run.id, ownRun(run.status as ActiveStatus, hashes.get(run.id)))
      changed(run)
    }
    return runs
  }

  return {
    /** All of them, or none, as ones that wait or are paused. */
    goOn(
      wanted: readonly { runId: number; status: ActiveStatus }[],
      alsoStore?: () => void,
    ): Run[] {
      for (const { runId } of wanted) {
        const run = store.runs.get(runId)
        if (!canGoOn(run.status)) {
          const allowed = 'only an interrupted or stopped run can be continued'
          throw new ApiError('conflict', `Run ${run.id} is ${run.status}; ${allowed}`)
        }
        const why = obstacle(run)
        if (why !== null) throw new ApiError('conflict', why)
      }
      return queueAgain(wanted, alsoStore)
    },

    /** At the start of a workbench: what was in training comes first, what was paused stays paused. */
    takeUp(): LastSession {
      const unfinished = store.runs.unfinished()
      const refused = unfinished.filter(({ runId }) => {
        const run = store.runs.get(runId)
        const reason = obstacle(run)
        // Said once: it is no longer among the unfinished.
        if (reason !== null) changed(store.runs.setStatus(runId, 'interrupted', { reason }))
        return reason !== null
      })
      const taken = unfinished
        .filter((run) => !refused.includes(run))
        .map(({ runId, interruptedWhile }) => ({
          runId,
          status: interruptedWhile === 'paused' ? ('paused' as const) : ('queued' as const),
        }))
      // One that was deleted meanwhile does not begin by itself when it is restored.
      queueAgain(taken, store.runs.forgetUnfinished)
      return { at: time(), continued: taken.length, refused: refused.length }
    },
  }
}
