import { ApiError } from '#shared/errors.ts'
import type { LastSession } from '#shared/queue.ts'
import { canGoOn, type Run } from '#shared/run.ts'
import type { Unfinished } from '#main/store/interrupted-runs.ts'
import type { ActiveStatus } from '#main/store/store.ts'
import { announceRuns } from './announce-runs.ts'
import { madeBy } from './made-by.ts'
import { ownRun, type OwnRun, type RunsOfProcess } from './own-run.ts'
import { partsOf, partsToStore } from './parts-of.ts'

/** How many runs are stored in one transaction. */
const FEW = 50

interface Wanted {
  readonly runId: number
  readonly status: ActiveStatus
}

const idsOf = (wanted: readonly Wanted[]): number[] => wanted.map(({ runId }) => runId)

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
      : `Run ${id} was begun with ${state.madeBy}; this is ${here}, which rounds differently; train it again instead`
  }

  /** Stores what `alsoStore` does in the same transaction. */
  function queueAgain(wanted: readonly Wanted[], alsoStore: () => void = () => undefined): void {
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
  }

  /** Refuses a run that cannot be continued. */
  function require(runId: number): void {
    const run = store.runs.get(runId)
    if (!canGoOn(run.status)) {
      const allowed = 'only an interrupted or stopped run can be continued'
      throw new ApiError('conflict', `Run ${run.id} is ${run.status}; ${allowed}`)
    }
    const why = obstacle(run)
    if (why !== null) throw new ApiError('conflict', why)
  }

  /**
   * Does the same for thousands of runs: checks them, then stores some at a time. If that fails midway,
   * the stored ones are set back. None of them begins before all are stored.
   */
  async function queueManyAgain(
    wanted: readonly Wanted[],
    alsoStore: () => void = () => undefined,
  ): Promise<void> {
    const before: Run[] = []
    const again: OwnRun[] = []
    try {
      for await (const part of partsToStore(wanted)) {
        const were = store.runs.these(part.map(({ runId }) => runId)).toReversed()
        const hashes = new Map(were.map((run) => [run.id, run.metricsHash]))
        store.runs.goOn(part, ownerId)
        before.push(...were)
        again.push(...part.map(({ runId, status }) => ownRun(status, hashes.get(runId))))
      }
      alsoStore()
    } catch (error) {
      for await (const part of partsToStore(before)) {
        store.runs.setStatuses(
          part.map(({ id, status, reason, finishedAt, metricsHash }) => [
            id,
            status,
            {
              reason,
              ...(finishedAt === null ? {} : { finishedAt }),
              ...(metricsHash === null ? {} : { metricsHash }),
            },
          ]),
        )
      }
      throw error
    }
    wanted.forEach(({ runId }, i) => own.set(runId, again[i]!))
    await announceRuns(store, idsOf(wanted), changed)
  }

  return {
    /** Continues all of the runs, or none, as waiting or paused ones. A few are stored before this returns. */
    async goOn(wanted: readonly Wanted[], alsoStore?: () => void): Promise<void> {
      if (wanted.length <= FEW) {
        for (const { runId } of wanted) require(runId)
        queueAgain(wanted, alsoStore)
        return
      }
      for await (const part of partsOf(wanted)) for (const { runId } of part) require(runId)
      await queueManyAgain(wanted, alsoStore)
    },

    /**
     * Takes up what the last session left unfinished. Runs that were in training come first, paused
     * ones stay paused. A few are taken up before this returns.
     */
    takeUp(): LastSession | Promise<LastSession> {
      const unfinished = store.runs.unfinished()
      if (unfinished.length > FEW) return takeUpMany(unfinished)
      const taken = withoutRefused(unfinished)
      queueAgain(taken)
      return sessionOf(unfinished, taken)
    },
  }

  async function takeUpMany(unfinished: readonly Unfinished[]): Promise<LastSession> {
    const taken: Wanted[] = []
    for await (const part of partsToStore(unfinished)) {
      taken.push(...store.atOnce(() => withoutRefused(part)))
    }
    await queueManyAgain(taken)
    return sessionOf(unfinished, taken)
  }

  function sessionOf(unfinished: readonly Unfinished[], taken: readonly Wanted[]): LastSession {
    // One that was deleted meanwhile does not begin by itself when it is restored.
    store.runs.forgetUnfinished()
    const refused = unfinished.length - taken.length
    return { at: time(), continued: taken.length, refused }
  }

  /** Leaves interrupted what another machine began, and stores why. */
  function withoutRefused(unfinished: readonly Unfinished[]): Wanted[] {
    return unfinished.flatMap(({ runId, interruptedWhile }) => {
      const reason = obstacle(store.runs.get(runId))
      if (reason === null) {
        return { runId, status: interruptedWhile === 'paused' ? 'paused' : 'queued' }
      }
      // The reason is stored once, since the run is then no longer among the unfinished ones.
      changed(store.runs.setStatus(runId, 'interrupted', { reason }))
      return []
    })
  }
}
