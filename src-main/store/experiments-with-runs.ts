import type { Db } from './database.ts'
import type { createExperimentRunStore } from './experiment-runs.ts'
import type { createExperimentStore, StoredExperiment } from './experiments.ts'

interface Stores {
  readonly experiments: ReturnType<typeof createExperimentStore>
  readonly experimentRuns: ReturnType<typeof createExperimentRunStore>
}

/** Experiments, and what changes one together with its runs: all of it, or nothing. */
export function createExperimentsWithRuns(db: Db, { experiments, experimentRuns }: Stores) {
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
    /** Puts it in the trash, with its runs where that is wished. */
    remove: remove.immediate,
    /** Takes it back, and the runs that went with it. */
    restore: restore.immediate,
    trash: experiments.trash,
    runs: experimentRuns,
  }
}
