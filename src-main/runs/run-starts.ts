import type { RunConfig } from '#shared/run-config.ts'
import type { RunStart, StartedRuns } from '#main/store/run-starts.ts'
import { announceRuns } from './announce-runs.ts'
import { configHash } from './config-hash.ts'
import { inSlices } from '#main/tasks/in-slices.ts'
import type { Leftovers } from './leftovers.ts'
import { ownRun, type RunsOfProcess } from './own-run.ts'
import type { Tasks } from '#main/tasks/tasks.ts'

interface StartOptions {
  readonly tasks: Pick<Tasks, 'run'>
  readonly leftovers: Pick<Leftovers, 'look'>
  /** Gives free workers to waiting runs. */
  readonly fill: () => void
}

/** Where many runs belong, and who receives the progress of their start. */
export interface ManyRuns {
  /** The configurations, or a generator that finds them in small steps. */
  readonly configs: readonly RunConfig[] | Generator<void, readonly RunConfig[], void>
  readonly experiment?: RunStart['experiment']
  readonly taskId?: string | undefined
}

/** Starts many runs: all of them are stored and queued, or none. */
export function createRunStarts(
  { store, own, ownerId, changed, time }: RunsOfProcess,
  { tasks, leftovers, fill }: StartOptions,
) {
  async function startAll({ configs, experiment, taskId }: ManyRuns): Promise<StartedRuns> {
    const cancelled = 'The start was cancelled; no run was started'
    const createdAt = time()
    const started = await tasks
      .run({ taskId, cancelled }, async (task) => {
        const found = 'next' in configs ? await inSlices(configs, task.signal) : configs
        const run = (i: number) => {
          const config = found[i]!
          return { config, configHash: configHash(config), createdAt, ownerId }
        }
        const start = { count: found.length, run, ownerId, experiment: experiment ?? null }
        return store.runs.createAll(start, task)
      })
      .catch((error: unknown) => {
        leftovers.look()
        throw error
      })
    for (const runId of started.runIds) own.set(runId, ownRun('queued'))
    // The first runs are published before they train.
    await announceRuns(store, started.runIds, changed, { begun: fill })
    return started
  }

  return startAll
}
