import type { RunConfig } from '#shared/run-config.ts'
import type { TrainingStart } from '#main/workers/protocol.ts'
import type { SpawnWorker } from '#main/workers/spawn.ts'
import { followTraining, type ActiveTraining, type Listener } from './active-training.ts'
import { startHelpers, usableThreads } from './helper-threads.ts'

interface Start {
  readonly runId: number
  readonly config: RunConfig
  /** Threads the run may use; how many it does changes nothing but its speed. */
  readonly mostThreads: number
  /** Where the run goes on; null: it begins. */
  readonly goesOnFrom: TrainingStart | null
  readonly stateEveryMs: number | undefined
}

/** Starts the worker that trains a run, and the threads that help it and end with it. */
export function startTraining(
  spawn: SpawnWorker,
  { runId, config, mostThreads, goesOnFrom, stateEveryMs }: Start,
  listener: Listener,
): ActiveTraining {
  const helpers = startHelpers(spawn, config, usableThreads(config, mostThreads))
  try {
    const worker = spawn({
      kind: 'train',
      runId,
      config,
      goesOnFrom,
      ...(stateEveryMs === undefined ? {} : { stateEveryMs }),
      helpers: helpers.links,
    })
    helpers.onFailure(listener.failed)
    const training = followTraining(worker, runId, listener)
    return { ...training, exited: training.exited.then(helpers.end) }
  } catch (error) {
    void helpers.end()
    throw error
  }
}
