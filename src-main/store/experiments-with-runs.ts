import type { Sweep } from '#shared/sweep.ts'
import type { Db } from './database.ts'
import type { createExperimentRunStore } from './experiment-runs.ts'
import type { createExperimentStore, NewExperiment, StoredExperiment } from './experiments.ts'
import type { createRunStore, NewRun } from './runs.ts'
import type { Run } from '#shared/run.ts'

interface Stores {
  readonly runs: ReturnType<typeof createRunStore>
  readonly experiments: ReturnType<typeof createExperimentStore>
  readonly experimentRuns: ReturnType<typeof createExperimentRunStore>
}

/** Experiments, and what changes one together with its runs: all of it, or nothing. */
export function createExperimentsWithRuns(db: Db, { runs, experiments, experimentRuns }: Stores) {
  const start = db.transaction((experiment: NewExperiment, created: readonly NewRun[]): Run[] => {
    const { id: experimentId } = experiments.create(experiment)
    return created.map((run) => runs.create({ ...run, experimentId }))
  })
  const extend = db.transaction(
    (experimentId: number, sweep: Sweep, created: readonly NewRun[]): Run[] => {
      experiments.setSweep(experimentId, sweep)
      return created.map((run) => runs.create({ ...run, experimentId }))
    },
  )
  const remove = db.transaction((experimentId: number, withRuns: boolean, now: string): void => {
    experiments.put(experimentId, now)
    if (withRuns) experimentRuns.put(experimentId, now)
  })
  const restore = db.transaction((experimentId: number): StoredExperiment => {
    experimentRuns.takeBack(experimentId, experiments.takeBack(experimentId))
    return experiments.get(experimentId)
  })

  // Immediate: a transaction that reads first could not write after another process wrote.
  return {
    get: experiments.get,
    list: experiments.list,
    states: experiments.states,
    create: experiments.create,
    update: experiments.update,
    setSweep: experiments.setSweep,
    setHeld: experiments.setHeld,
    heldRunIds: experiments.heldRunIds,
    start: start.immediate,
    /** More runs, and the sweep they come from. */
    extend: extend.immediate,
    /** Puts it in the trash, with its runs where that is wished. */
    remove: remove.immediate,
    /** Takes it back, and the runs that went with it. */
    restore: restore.immediate,
    trash: experiments.trash,
    runs: experimentRuns,
  }
}
