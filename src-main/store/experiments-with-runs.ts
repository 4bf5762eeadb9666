import { allOrNone } from './all-or-none.ts'
import type { createExperimentRunStore } from './experiment-runs.ts'
import type { createExperimentStore } from './experiments.ts'
import type { StoreInParts } from './parts.ts'
import type { createTrashStore } from './trash.ts'

interface Stores {
  readonly experiments: ReturnType<typeof createExperimentStore>
  readonly experimentRuns: ReturnType<typeof createExperimentRunStore>
  readonly trash: ReturnType<typeof createTrashStore>
  readonly storeInParts: StoreInParts
}

const EXPERIMENT = 'the experiment'
type Member = number | typeof EXPERIMENT
const runsAmong = (members: readonly Member[]) => members.filter((each) => each !== EXPERIMENT)

/** Experiments, and what changes one together with its runs: all of it, or nothing. */
export function createExperimentsWithRuns({
  experiments,
  experimentRuns,
  trash,
  storeInParts,
}: Stores) {
  return {
    get: experiments.get,
    list: experiments.list,
    states: experiments.states,
    create: experiments.create,
    update: experiments.update,
    setSweep: experiments.setSweep,
    setHeld: experiments.setHeld,
    heldRunIds: experiments.heldRunIds,

    /**
     * Puts it in the trash, with its runs if that is wished, but for those that are locked. Returns those that
     * went. It goes last: if the program is killed before, it is there to be deleted with the rest of its runs.
     */
    async remove(experimentId: number, withRuns: boolean, now: string): Promise<number[]> {
      const runIds = withRuns ? experimentRuns.runIds(experimentId) : []
      const put = await allOrNone<Member, number[]>(storeInParts, [...runIds, EXPERIMENT], {
        change(some) {
          if (some.includes(EXPERIMENT)) experiments.put(experimentId, now)
          return trash.putAll(runsAmong(some), now)
        },
        undo: trash.takeBackAll,
      })
      return put.flat()
    },

    /** Takes it back last, after the runs that went with it; returns those. */
    async restore(experimentId: number): Promise<number[]> {
      const deletedAt = experiments.deletedAt(experimentId)
      const runIds = experimentRuns.trashedAt(experimentId, deletedAt)
      const taken = await allOrNone<Member, number[]>(storeInParts, [...runIds, EXPERIMENT], {
        change(some) {
          if (some.includes(EXPERIMENT)) experiments.takeBack(experimentId)
          return trash.takeBackAll(runsAmong(some))
        },
        undo: (runIds) => trash.putAll(runIds, deletedAt),
      })
      return taken.flat()
    },
    trash: experiments.trash,
    runs: experimentRuns,
  }
}
