import { setImmediate } from 'node:timers/promises'
import type { Store } from '#main/store/store.ts'
import type { TrainingBatch, WorkerMessage } from '#main/workers/protocol.ts'
import type { SpawnWorker } from '#main/workers/spawn.ts'
import { sentence, type ActiveTraining } from './active-training.ts'
import { madeBy } from './made-by.ts'
import type { EpisodeKeeper } from './episode-keeper.ts'
import type { OwnRun, RunsOfProcess } from './own-run.ts'
import type { RunEndings } from './run-endings.ts'
import { startTraining } from './start-training.ts'

/** Rows read at a time for a run that goes on; others have their turn in between. */
const HISTORY_PAGE = 1000

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
  { store, alerts, ownerId, own, changed, time, provenance }: RunsOfProcess,
  { spawn, threadsPerRun, stateEveryMs, keeper, endings: { end, interrupt } }: LauncherOptions,
) {
  const threads = new Set<Promise<void>>()

  function launch(runId: number, run: OwnRun): void {
    run.phase = 'running'
    const isFirstStart = store.runs.get(runId).startedAt === null
    const stored = store.runs.setStatus(runId, 'running', isFirstStart ? { startedAt: time() } : {})
    if (run.training) run.training.send({ kind: 'resume' })
    else {
      run.training = begin(runId, run, stored.config)
      const { exited } = run.training
      threads.add(exited)
      void exited.then(() => threads.delete(exited))
    }
    changed(stored)
  }

  function begin(
    runId: number,
    run: OwnRun,
    config: ReturnType<Store['runs']['get']>['config'],
  ): ActiveTraining {
    const goesOnFrom = store.trainingStates.get(runId)
    /** Of a run that was ended, and may have gone on with another worker, nothing more is heard. */
    const isOurs = () => own.get(runId) === run
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
      tellHistory(store, runId, training, isOurs).catch((error: unknown) => {
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
        // Stored first, published second: a client that reloads misses nothing.
        return void changed(alerts.advanced(storeBatch(runId, message.batch)))
      case 'milestone':
        return keeper.reached(runId, message)
      case 'ended': {
        const { outcome, metricsHash } = message
        if (outcome.kind === 'suspended') return interrupt(runId, metricsHash)
        const reason = outcome.kind === 'diverged' ? { reason: outcome.reason } : {}
        end(runId, outcome.kind, { ...reason, metricsHash })
        if (outcome.kind !== 'diverged') keeper.ended(runId, outcome.kind)
        return
      }
    }
  }

  function began(runId: number, { phase }: OwnRun, engine: string): void {
    const { config } = store.runs.get(runId)
    changed(store.runs.setStatus(runId, phase, { engine, provenance: provenance(config) }))
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

/** Tells a run that goes on all that was stored of it, in parts. */
async function tellHistory(
  store: Store,
  runId: number,
  { send, exited }: ActiveTraining,
  isOurs: () => boolean,
): Promise<void> {
  let isGone = false
  void exited.then(() => (isGone = true))
  const parts = [
    (after: number) => ({ episodes: store.episodes.page(runId, after, HISTORY_PAGE), updates: [] }),
    (after: number) => ({ episodes: [], updates: store.updates.page(runId, after, HISTORY_PAGE) }),
  ]
  for (const next of parts) {
    let after = -1
    for (;;) {
      if (!isOurs() || isGone) return
      const part = next(after)
      const last = part.episodes.at(-1) ?? part.updates.at(-1)
      if (!last) break
      send({ kind: 'history', ...part })
      after = last.index
      await setImmediate()
    }
  }
  send({ kind: 'historyEnds' })
}
