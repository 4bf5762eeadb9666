import type { Events } from '#shared/api.ts'
import { remainingOf } from '#shared/experiment-summary.ts'
import { ApiError } from '#shared/errors.ts'
import {
  MAX_SHOWN_ELSEWHERE,
  MOST_WAITING_SHOWN,
  type LastSession,
  type OtherPrograms,
  type QueueMove,
  type QueueState,
} from '#shared/queue.ts'
import type { Run } from '#shared/run.ts'
import { isProcessAlive } from '#main/store/store.ts'
import type { OwnRun, RunsOfProcess } from './own-run.ts'

interface QueueOptions {
  /** Whether it is held stays from start to start. */
  readonly keepsQueue: boolean
  readonly publish: (event: 'queue.changed', data: Events['queue.changed']) => void
  readonly workers: () => number
  /** Pauses the worker of a run once its pause is stored. */
  readonly pause: (runId: number) => void
  /** Gives free workers to the runs that wait. */
  readonly fill: () => void
}

export type RunQueue = ReturnType<typeof createRunQueue>

/** The order in which runs get their turn, and what is done to all of them at once. */
export function createRunQueue(
  { store, ownerId, own, changed }: RunsOfProcess,
  { keepsQueue, publish, workers, pause, fill }: QueueOptions,
) {
  let isHeld = keepsQueue && store.settings.isQueueHeld()
  let endedCount = 0
  let lastSession: LastSession | null = null

  const inPhase = (...phases: OwnRun['phase'][]): number[] =>
    [...own].filter(([, { phase }]) => phases.includes(phase)).map(([runId]) => runId)

  const tell = () => publish('queue.changed', { isHeld })

  function storeHeld(value: boolean): void {
    if (keepsQueue) store.settings.setQueueHeld(value)
  }

  /** Returns the order of all runs, with some of them moved before another one or to the end. */
  function placed(runIds: readonly number[], before: number | null): [number, OwnRun][] {
    const moved = new Map(runIds.map((runId) => [runId, own.get(runId)!]))
    const others = [...own].filter(([runId]) => !moved.has(runId))
    const at = before === null ? others.length : others.findIndex(([runId]) => runId === before)
    return [...others.slice(0, at), ...moved, ...others.slice(at)]
  }

  function order(runs: readonly (readonly [number, OwnRun])[]): void {
    own.clear()
    for (const [runId, run] of runs) own.set(runId, run)
  }

  /** Puts all waiting runs into this order, as it is stored. */
  function arrange(waitingIds: readonly number[]): void {
    const waits = new Set(inPhase('queued'))
    const arranged = waitingIds.filter((runId) => waits.has(runId))
    const isArranged = new Set(arranged)
    const others = [...own].filter(([runId]) => !isArranged.has(runId))
    order([...others, ...arranged.map((runId) => [runId, own.get(runId)!] as const)])
    tell()
  }

  /** Stores what `alsoStore` does in the same transaction. */
  function pauseRunning(runIds: readonly number[], alsoStore: () => void): void {
    const paused = store.atOnce(() => {
      alsoStore()
      return store.runs.setStatuses(runIds.map((runId) => [runId, 'paused'] as const))
    })
    for (const run of paused) {
      pause(run.id)
      changed(run)
    }
  }

  /** Queues paused runs before the run `before`, or last if it is null; without it, before all waiting runs. */
  function resumePaused(
    paused: readonly number[],
    alsoStore: () => void = () => undefined,
    before = inPhase('queued')[0] ?? null,
  ): void {
    const runs = placed(paused, before)
    const isNowQueued = new Set([...inPhase('queued'), ...paused])
    const resumed = store.atOnce(() => {
      alsoStore()
      const stored = store.runs.setStatuses(paused.map((runId) => [runId, 'queued'] as const))
      store.queue.setOrder(runs.map(([runId]) => runId).filter((runId) => isNowQueued.has(runId)))
      return stored
    })
    order(runs)
    for (const run of resumed) {
      own.get(run.id)!.phase = 'queued'
      changed(run)
    }
  }

  function requireWaiting(runId: number): void {
    const { status } = store.runs.get(runId)
    if (own.get(runId)?.phase === 'queued') return
    const why =
      status === 'queued' ? 'another program will train it' : `only a queued run can be moved`
    throw new ApiError('conflict', `Run ${runId} is ${status}; ${why}`)
  }

  function elsewhere(): OtherPrograms {
    // Runs that a program left when it ended are not in training, whatever their stored status.
    const alive = store.processes
      .list()
      .filter((each) => each.id !== ownerId && isProcessAlive(each))
    const { trainingIds, ...counts } = store.queue.others(
      alive.map(({ id }) => id),
      MAX_SHOWN_ELSEWHERE,
    )
    return { training: store.runs.these(trainingIds), ...counts }
  }

  return {
    isHeld: () => isHeld,
    resumePaused,
    arrange,
    /** In the order of their turns. */
    waiting: () => inPhase('queued'),
    /** Counts runs that ended; a queue that is empty begins anew. */
    ended(count: number): void {
      endedCount = own.size === 0 ? 0 : endedCount + count
      if (own.size === 0) tell()
    },
    /** Runs that were counted are there again. */
    cameBack: (count: number): void => void (endedCount = Math.max(0, endedCount - count)),
    began(session: LastSession): void {
      lastSession = session.continued + session.refused > 0 ? session : null
    },

    state(): QueueState {
      const training = store.runs.these(inPhase('running', 'paused', 'ending'))
      const waiting = inPhase('queued')
      const shown = waiting.slice(0, MOST_WAITING_SHOWN)
      const byId = new Map(store.runs.these(shown).map((run) => [run.id, run]))
      const states = store.queue.states([...own.keys()])
      const total = states.length + endedCount
      const used = states.reduce((sum, { share }) => sum + share, endedCount)
      const held = store.experiments.heldRunIds()
      const unpaused = states.filter(
        ({ runId }) => own.get(runId)?.phase !== 'paused' && !held.has(runId),
      )
      return {
        isHeld,
        workers: workers(),
        training: training.filter(isTraining).toSorted((a, b) => a.id - b.id),
        waiting: shown.flatMap((runId) => byId.get(runId) ?? []),
        waitingCount: waiting.length,
        heldRunIds: shown.filter((runId) => held.has(runId)),
        endedCount,
        share: total === 0 ? null : used / total,
        remainingMs: remainingOf(
          store.queue.times(unpaused.map(({ configHash }) => configHash)),
          unpaused,
          workers(),
        ),
        elsewhere: elsewhere(),
        lastSession,
      }
    },

    move({ runId, before }: QueueMove): null {
      requireWaiting(runId)
      if (before !== null) requireWaiting(before)
      if (before !== runId) {
        const runs = placed([runId], before)
        const waiting = runs.filter(([, { phase }]) => phase === 'queued')
        store.queue.setOrder(waiting.map(([id]) => id))
        order(runs)
      }
      tell()
      return null
    },

    /** Nothing trains any more, and nothing begins. */
    pauseAll(): null {
      pauseRunning(inPhase('running'), () => storeHeld(true))
      isHeld = true
      tell()
      return null
    },

    resumeAll(): null {
      resumePaused(inPhase('paused'), () => storeHeld(false))
      isHeld = false
      fill()
      tell()
      return null
    },

    /** Runs may have become free to begin. */
    look(): void {
      fill()
      tell()
    },
    /**
     * Pauses those of the runs that train here; waiting runs take their place. `alsoStore` is stored in
     * the same transaction.
     */
    pauseThese(runIds: ReadonlySet<number>, alsoStore: () => void): void {
      pauseRunning(
        inPhase('running').filter((runId) => runIds.has(runId)),
        alsoStore,
      )
      fill()
      tell()
    },
    /** Those of them that are paused here wait for their next turn, which is soon. */
    resumeThese(runIds: ReadonlySet<number>, alsoStore: () => void): void {
      resumePaused(
        inPhase('paused').filter((runId) => runIds.has(runId)),
        alsoStore,
      )
      fill()
      tell()
    },
  }
}

const isTraining = ({ status }: Run): boolean => status === 'running' || status === 'paused'
