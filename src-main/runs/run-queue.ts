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
import type { OwnRun, RunsOfProcess } from './own-run.ts'

interface QueueOptions {
  /** Whether it is held stays from start to start. */
  readonly keepsQueue: boolean
  readonly publish: (event: 'queue.changed', data: Events['queue.changed']) => void
  readonly workers: () => number
  readonly pause: (runId: number) => Run
  /** Gives free workers to the runs that wait. */
  readonly fill: () => void
}

export type RunQueue = ReturnType<typeof createRunQueue>

/** The order in which runs get their turn, and what is done to all of them at once. */
export function createRunQueue(
  { store, own, changed }: RunsOfProcess,
  { keepsQueue, publish, workers, pause, fill }: QueueOptions,
) {
  let isHeld = keepsQueue && store.settings.isQueueHeld()
  let endedCount = 0
  let lastSession: LastSession | null = null

  const inPhase = (...phases: OwnRun['phase'][]): number[] =>
    [...own].filter(([, { phase }]) => phases.includes(phase)).map(([runId]) => runId)

  const tell = () => publish('queue.changed', { isHeld })

  function hold(value: boolean): void {
    isHeld = value
    if (keepsQueue) store.settings.setQueueHeld(value)
  }

  /** Puts runs before another one, or at the end. */
  function place(runIds: readonly number[], before: number | null): void {
    const moved = new Map(runIds.map((runId) => [runId, own.get(runId)!]))
    const others = [...own].filter(([runId]) => !moved.has(runId))
    const at = before === null ? others.length : others.findIndex(([runId]) => runId === before)
    own.clear()
    for (const [runId, run] of [...others.slice(0, at), ...moved, ...others.slice(at)]) {
      own.set(runId, run)
    }
    store.queue.setOrder(inPhase('queued'))
  }

  /** All that wait, in this order. */
  function arrange(order: readonly number[]): void {
    const waiting = order.map((runId) => [runId, own.get(runId)!] as const)
    const others = [...own].filter(([, { phase }]) => phase !== 'queued')
    own.clear()
    for (const [runId, run] of [...others, ...waiting]) own.set(runId, run)
    store.queue.setOrder(order)
    tell()
  }

  /** What was paused comes before what waits. */
  function resumePaused(paused: readonly number[]): void {
    for (const runId of paused) {
      own.get(runId)!.phase = 'queued'
      changed(store.runs.setStatus(runId, 'queued'))
    }
    const first = inPhase('queued').find((runId) => !paused.includes(runId))
    place(paused, first ?? null)
    fill()
    tell()
  }

  function requireWaiting(runId: number): void {
    const { status } = store.runs.get(runId)
    if (own.get(runId)?.phase === 'queued') return
    const why =
      status === 'queued' ? 'another program will train it' : `only a queued run can be moved`
    throw new ApiError('conflict', `Run ${runId} is ${status}; ${why}`)
  }

  function elsewhere(): OtherPrograms {
    const { trainingIds, ...counts } = store.queue.others([...own.keys()], MAX_SHOWN_ELSEWHERE)
    return { training: store.runs.these(trainingIds), ...counts }
  }

  return {
    isHeld: () => isHeld,
    place,
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
      const training = store.runs.these(inPhase('running', 'paused'))
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
        training: training.toSorted((a, b) => a.id - b.id),
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
      if (before !== runId) place([runId], before)
      tell()
      return null
    },

    /** Nothing trains any more, and nothing begins. */
    pauseAll(): null {
      hold(true)
      for (const runId of inPhase('running')) pause(runId)
      tell()
      return null
    },

    resumeAll(): null {
      hold(false)
      resumePaused(inPhase('paused'))
      return null
    },

    /** Runs may have become free to begin. */
    look(): void {
      fill()
      tell()
    },
    /** Those of them that train here pause; others that wait take their place. */
    pauseThese(runIds: ReadonlySet<number>): void {
      for (const runId of inPhase('running')) if (runIds.has(runId)) pause(runId)
      tell()
    },
    /** Those of them that are paused here wait for their next turn, which is soon. */
    resumeThese(runIds: ReadonlySet<number>): void {
      resumePaused(inPhase('paused').filter((runId) => runIds.has(runId)))
    },
  }
}
