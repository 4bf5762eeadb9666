import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Progress } from '#shared/metrics.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { storageFaultOf } from '#main/store/storage-fault.ts'
import type { ActiveStatus, Store, StoredTrainingState } from '#main/store/store.ts'
import type { TrainingBatch, WorkerMessage } from '#main/workers/protocol.ts'
import type { SpawnWorker } from '#main/workers/spawn.ts'
import { sentence, type ActiveTraining } from './active-training.ts'
import { madeBy } from './made-by.ts'
import type { EpisodeKeeper } from './episode-keeper.ts'
import type { OwnRun, RunsOfProcess } from './own-run.ts'
import type { RunEndings } from './run-endings.ts'
import { startTraining } from './start-training.ts'
import { MORE } from './write-queue.ts'

/** Rows read at a time for a run that goes on; others have their turn in between. */
const HISTORY_PAGE = 1000
/** How soon a read that met a storage fault is tried again. */
const READ_AGAIN_MS = 200

export interface LauncherOptions {
  readonly spawn: SpawnWorker
  /** In how many threads each run may train. */
  readonly threadsPerRun: number
  /** How much training time passes at least between two states of a run. */
  readonly stateEveryMs?: number | undefined
  readonly endings: RunEndings
  readonly keeper: EpisodeKeeper
}

/** Gives runs a worker and stores what it tells. */
export function createRunLauncher(
  { store, writes, alerts, ownerId, own, changed, time, provenance }: RunsOfProcess,
  { spawn, threadsPerRun, stateEveryMs, keeper, endings: { end, interrupt } }: LauncherOptions,
) {
  const threads = new Set<Promise<void>>()

  /** Starts the worker of a run. If the start cannot be stored, throws without having changed anything. */
  function launch(runId: number, run: OwnRun): void {
    const isFirstStart = store.runs.get(runId).startedAt === null
    const goesOnFrom = run.training ? null : store.trainingStates.get(runId)
    const stored = store.runs.setStatus(runId, 'running', isFirstStart ? { startedAt: time() } : {})
    run.phase = 'running'
    changed(stored)
    if (run.training) run.training.send({ kind: 'resume' })
    else {
      run.training = begin(runId, run, stored.config, goesOnFrom)
      const { exited } = run.training
      threads.add(exited)
      void exited.then(() => threads.delete(exited))
    }
  }

  function begin(
    runId: number,
    run: OwnRun,
    config: RunConfig,
    goesOnFrom: StoredTrainingState | null,
  ): ActiveTraining {
    /** Ignore late messages once the run has ended or moved to another worker. */
    const isOurs = () => own.get(runId) === run && run.phase !== 'ending'
    const training = startTraining(
      spawn,
      { runId, config, mostThreads: threadsPerRun, goesOnFrom, stateEveryMs },
      {
        told(message) {
          if (isOurs()) hear(runId, run, message)
        },
        failed(reason) {
          if (isOurs()) end(runId, 'failed', { reason })
        },
      },
    )
    if (goesOnFrom) {
      tellHistory(store, runId, goesOnFrom.progress, training, isOurs).catch((error: unknown) => {
        if (isOurs()) end(runId, 'failed', { reason: sentence(error) })
      })
    }
    return training
  }

  function hear(runId: number, run: OwnRun, message: WorkerMessage): void {
    switch (message.kind) {
      case 'started':
        return began(runId, run, message.engine)
      case 'refused':
        return end(runId, 'interrupted', { reason: message.reason })
      case 'batch':
        return keepBatch(runId, run, message.batch)
      case 'milestone':
        return keeper.reached(runId, message)
      case 'ended': {
        const { outcome, metricsHash } = message
        if (outcome.kind === 'suspended') return interrupt(runId, metricsHash)
        const reason = outcome.kind === 'diverged' ? { reason: outcome.reason } : {}
        end(runId, outcome.kind, { ...reason, metricsHash })
        const { kind } = outcome
        // Its last policy is stored by then.
        if (kind !== 'diverged')
          run.ended.promise.then(
            () => keeper.ended(runId, kind),
            () => undefined,
          )
        return
      }
    }
  }

  const refused = (runId: number) => (error: unknown) =>
    end(runId, 'failed', { reason: sentence(error) })

  /**
   * The worker has checked that it can train the run. Only now are the rows removed that the run does
   * not continue from.
   */
  function began(runId: number, run: OwnRun, engine: string): void {
    writes.add(runId, {
      store() {
        const { config, status } = store.runs.get(runId)
        const details = { engine, provenance: provenance(config) }
        return store.runs.begin(runId, status as ActiveStatus, details) ?? MORE
      },
      stored(begun) {
        run.metricsHash = null
        changed(begun)
      },
      refused: refused(runId),
    })
  }

  /**
   * Stores a batch, then publishes it, so that a client that reloads misses nothing. Then the worker
   * may send the next one.
   */
  function keepBatch(runId: number, run: OwnRun, batch: TrainingBatch): void {
    writes.add(runId, {
      store: () => storeBatch(runId, batch),
      stored(stored) {
        run.training?.acknowledge()
        changed(alerts.advanced(stored))
      },
      refused: refused(runId),
      // The last batch before a pause does not wait its turn, so that the numbers of a paused run stand
      // still.
      ...(run.phase !== 'paused' && { rows: batch.episodes.length + batch.updates.length }),
    })
  }

  function storeBatch(runId: number, { state, ...batch }: TrainingBatch) {
    if (state === null) return store.addBatch(runId, batch, ownerId)
    const { config, engine } = store.runs.get(runId)
    const { progress } = batch
    const stored = {
      state,
      progress,
      engine: engine!,
      madeBy: madeBy(provenance(config), config.engine),
    }
    return store.addBatch(runId, { ...batch, state: stored }, ownerId)
  }

  return {
    launch,
    /** Resolves when all threads are gone. */
    allExited: (): Promise<unknown> => Promise.all(threads),
  }
}

/** Sends a continued run everything that was stored about it so far, in parts. */
async function tellHistory(
  store: Store,
  runId: number,
  goesOnFrom: Progress,
  { send, exited }: ActiveTraining,
  isOurs: () => boolean,
): Promise<void> {
  let isGone = false
  void exited.then(() => (isGone = true))
  const sizeAfter = (after: number, rows: number) => Math.min(HISTORY_PAGE, rows - after - 1)
  const parts = [
    (after: number) => ({
      episodes: store.episodes.page(runId, after, sizeAfter(after, goesOnFrom.episodes)),
      updates: [],
    }),
    (after: number) => ({
      episodes: [],
      updates: store.updates.page(runId, after, sizeAfter(after, goesOnFrom.updates)),
    }),
  ]
  for (const next of parts) {
    let after = -1
    for (;;) {
      if (!isOurs() || isGone) return
      const part = readable(() => next(after))
      if (part === null) {
        await setTimeout(READ_AGAIN_MS)
        continue
      }
      const last = part.episodes.at(-1) ?? part.updates.at(-1)
      if (!last) break
      send({ kind: 'history', ...part })
      after = last.index
      await setImmediate()
    }
  }
  send({ kind: 'historyEnds' })
}

/** Returns what was read; null if the storage is at fault. */
function readable<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (storageFaultOf(error) === null) throw error
    return null
  }
}
