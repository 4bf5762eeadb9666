import { ApiError } from '#shared/errors.ts'
import type { StoppedRun, StoppedRuns } from '#shared/queue.ts'
import type { RefusedRun, Run } from '#shared/run.ts'
import { readRuns } from './announce-runs.ts'
import { sentence } from './active-training.ts'
import type { RunsOfProcess } from './own-run.ts'
import { partsToStore } from './parts-of.ts'
import type { RunEndings } from './run-endings.ts'
import type { RunQueue } from './run-queue.ts'
import type { createUnfinishedRuns } from './unfinished-runs.ts'

interface StopOptions {
  readonly stop: (runId: number) => Promise<Run>
  readonly endings: Pick<RunEndings, 'stopWaiting'>
  readonly queue: Pick<RunQueue, 'waiting' | 'arrange' | 'cameBack'>
  readonly unfinished: Pick<ReturnType<typeof createUnfinishedRuns>, 'goOn'>
  /** Gives free workers to the runs that wait. */
  readonly fill: () => void
}

const idsOf = (stopped: readonly StoppedRun[]): number[] => stopped.map(({ runId }) => runId)

/** Stops several runs at once, and takes that back. */
export function createStops(
  { store, own }: RunsOfProcess,
  { stop, endings, queue, unfinished, fill }: StopOptions,
) {
  /** Those of the runs that have not ended, as they are, in the order of the queue. */
  function asTheyAre(runIds: ReadonlySet<number>): StoppedRun[] {
    const found: StoppedRun[] = []
    let before: number | null = null
    for (const [runId, { phase }] of [...own].toReversed()) {
      if (phase === 'ending') continue
      if (runIds.has(runId)) found.push({ runId, was: phase, before })
      else if (phase === 'queued') before = runId
    }
    return found.toReversed()
  }

  /** What waits is stopped before what trains, or it would begin in its place. */
  async function stopAll(runIds: readonly number[]): Promise<StoppedRuns> {
    const wanted = new Set(runIds)
    const stopped = asTheyAre(wanted)
    const refused: RefusedRun[] = []
    const waiting = stopped.filter(({ was }) => was === 'queued').map(({ runId }) => runId)
    for await (const part of partsToStore(waiting)) endings.stopWaiting(new Set(part))
    const known = new Set(stopped.map(({ runId }) => runId))
    await Promise.all(
      [...wanted].map(async (runId) => {
        // It was stopped with those that wait, or has ended by itself in between.
        if (known.has(runId) && !own.has(runId)) return
        try {
          await stop(runId)
        } catch (error) {
          refused.push({ runId, reason: sentence(error) })
        }
      }),
    )
    const are = await statusesOf(stopped)
    // The end of some may not be stored yet, if the storage is at fault.
    const isStopped = (runId: number) => are.get(runId) === 'stopped' || own.has(runId)
    return { stopped: stopped.filter(({ runId }) => isStopped(runId)), refused }
  }

  /** Those that are still stopped go on from where they were, each as what it was and in its place. Returns them. */
  async function takeBack(stopped: readonly StoppedRun[]): Promise<readonly number[]> {
    const are = await statusesOf(stopped)
    const wanted = stopped.filter(({ runId }) => are.get(runId) === 'stopped')
    if (wanted.length === 0) {
      throw new ApiError('conflict', 'None of these runs is stopped any more')
    }
    let order: number[] = []
    await unfinished.goOn(
      wanted.map(({ runId, was }) => ({ runId, status: was === 'paused' ? was : 'queued' })),
      () => {
        order = putBack(queue.waiting(), wanted)
        store.queue.setOrder(order)
      },
    )
    for (const { runId, was } of wanted) if (was === 'running') own.get(runId)!.isAskedFor = true
    queue.cameBack(wanted.length)
    queue.arrange(order)
    fill()
    return idsOf(wanted)
  }

  const statusesOf = async (stopped: readonly StoppedRun[]) => {
    const runs = await readRuns(store, idsOf(stopped))
    return new Map(runs.map(({ id, status }) => [id, status]))
  }

  return { stopAll, takeBack }
}

/** The order of the queue with runs back in it: what trained comes first, and what comes after a run that began meanwhile. */
function putBack(waiting: readonly number[], stopped: readonly StoppedRun[]): number[] {
  const waits = new Set(waiting)
  const first: number[] = []
  const last: number[] = []
  const before = new Map<number, number[]>()
  for (const { runId, was, before: next } of stopped) {
    if (was === 'paused') continue
    if (was === 'running') first.push(runId)
    else if (next === null) last.push(runId)
    else if (!waits.has(next)) first.push(runId)
    else if (before.has(next)) before.get(next)!.push(runId)
    else before.set(next, [runId])
  }
  return [...first, ...waiting.flatMap((runId) => [...(before.get(runId) ?? []), runId]), ...last]
}
