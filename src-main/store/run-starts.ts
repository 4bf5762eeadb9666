import type { Sweep } from '#shared/sweep.ts'
import { randomBytes } from 'node:crypto'
import type { ConfigurationValues } from './configuration-values.ts'
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
  readonly values: ConfigurationValues
  readonly storeInParts: StoreInParts
}

/** The share of the runs in the work; the rest are the values of their configurations. */
const RUNS_SHARE = 0.8

export function createRunStarts({
  db,
  runs,
  experiments,
  hidden,
  values,
  storeInParts,
}: Dependencies) {
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
    const identityOf = ascendingIdentities()
    for (let i = 0; i < count; i++) {
      runs.insert({ ...run(i), experimentId, identity: identityOf(i) }, firstId + i)
      yield (RUNS_SHARE * (i + 1)) / count
    }
    for (const range of reserved) {
      if (range.table !== 'runs') continue
      for (const share of values.store(range)) yield RUNS_SHARE + (1 - RUNS_SHARE) * share
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

/** Identities that nothing else has. They ascend, so that neighbours share a page of the index. */
function ascendingIdentities(): (index: number) => string {
  const start = randomBytes(12).toString('hex')
  return (index) => start + index.toString(16).padStart(8, '0')
}
