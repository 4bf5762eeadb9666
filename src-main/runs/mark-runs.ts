import type { Events } from '#shared/api.ts'
import type { MarkChange, RunMarks } from '#shared/run-marks.ts'
import type { Run } from '#shared/run.ts'
import { allOrNone } from '#main/store/all-or-none.ts'
import type { Store } from '#main/store/store.ts'
import { announceRuns } from './announce-runs.ts'

type Publish = <E extends keyof Events>(event: E, data: Events[E]) => void

/** Changes the marks of runs. What changed is stored first, then published. */
export function createMarks(store: Store, publish: Publish) {
  const changed = (run: Run) => publish('run.changed', run)

  return {
    /** Changes all of the runs, or none. */
    async mark(change: MarkChange): Promise<{ readonly before: readonly RunMarks[] }> {
      // A run named twice would be told as it was in between.
      const runIds = [...new Set(change.runIds)]
      const before = await allOrNone(store.inParts, runIds, {
        check: (some) => store.marks.check({ ...change, runIds: [...some] }),
        change: (some) => store.marks.change({ ...change, runIds: [...some] }),
        undo: store.marks.set,
      })
      await announceRuns(store, runIds, changed)
      return { before: before.flat() }
    },

    /** Gives all of the runs that are still there their marks, or none. */
    async setMarks(marks: readonly RunMarks[]): Promise<null> {
      await allOrNone(store.inParts, marks, {
        change(some) {
          const before = store.runs.these(some.map(({ runId }) => runId)).map(marksOf)
          store.marks.set(some)
          return before
        },
        undo: store.marks.set,
      })
      const runIds = new Set(marks.map(({ runId }) => runId))
      await announceRuns(store, [...runIds], changed)
      return null
    },

    setTags(runId: number, tags: readonly string[]): Run {
      const run = store.setTags(runId, tags)
      changed(run)
      return run
    },
  }
}
export type Marks = ReturnType<typeof createMarks>

const marksOf = ({ id, isStarred, isLocked, isArchived, notes, tags }: Run): RunMarks => ({
  ...{ runId: id, isStarred, isLocked, isArchived, notes, tags: [...tags] },
})
