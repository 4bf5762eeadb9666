import type { Sweep } from '#shared/sweep.ts'
import type { Db } from './database.ts'
import type { createExperimentStore, NewExperiment } from './experiments.ts'
import type { HiddenRange, HiddenRows } from './hidden-rows.ts'
import type { PartOptions, Steps, StoreInParts } from './parts.ts'
import type { NewRun, RunStore } from './runs.ts'

/** Many runs that are created together. */
export interface RunStart {
  readonly count: number
  /** Makes the run with this index just before it is stored, as thousands take their time. */
  readonly run: (index: number) => Omit<NewRun, 'experimentId'>
  /** The process that stores them. */
  readonly ownerId: number
  /** The experiment of the runs: a new one, or one whose sweep grows; null for none. */
  readonly experiment?: NewExperiment | { readonly id: number; readonly sweep: Sweep } | null
}

/** What was created: consecutive ids, in the order of the runs. */
export interface StartedRuns {
  readonly runIds: readonly number[]
  readonly experimentId: number | null
}

interface Dependencies {
  readonly db: Db
  readonly runs: RunStore
  readonly experiments: ReturnType<typeof createExperimentStore>
  readonly hidden: HiddenRows
  readonly storeInParts: StoreInParts
}

export function createRunStarts({ db, runs, experiments, hidden, storeInParts }: Dependencies) {
  const abandonAll = db.transaction((ranges: readonly HiddenRange[]) =>
    ranges.forEach(hidden.abandon),
  )

  /** The runs are hidden until the last step, which shows all of them. */
  function* create(
    { count, run, ownerId, experiment = null }: RunStart,
    reserved: HiddenRange[],
  ): Steps<StartedRuns> {
    const reserve = (table: HiddenRange['table'], rows: number): number => {
      const range = hidden.reserve(table, rows, ownerId)
      reserved.push(range)
      return range.firstId
    }
    let experimentId: number | null = null
    if (experiment && 'id' in experiment) experimentId = experiments.get(experiment.id).id
    else if (experiment) {
      experimentId = reserve('experiments', 1)
      experiments.insert(experimentId, experiment)
    }
    const firstId = count === 0 ? 0 : reserve('runs', count)
    for (let i = 0; i < count; i++) {
      runs.insert({ ...run(i), experimentId }, firstId + i)
      yield (i + 1) / count
    }
    // Throws if the experiment was deleted meanwhile.
    if (experiment && 'id' in experiment) experiments.setSweep(experiment.id, experiment.sweep)
    reserved.forEach(hidden.show)
    return { runIds: Array.from({ length: count }, (_, i) => firstId + i), experimentId }
  }

  return async (
    start: RunStart,
    options: Omit<PartOptions, 'guard'> = {},
  ): Promise<StartedRuns> => {
    const reserved: HiddenRange[] = []
    try {
      return await storeInParts(create(start, reserved), {
        ...options,
        guard: () => reserved.forEach((range) => hidden.requireOwner(range, start.ownerId)),
      })
    } catch (error) {
      // If the first transaction was undone, there is nothing to abandon.
      abandonAll.immediate(reserved)
      throw error
    }
  }
}
