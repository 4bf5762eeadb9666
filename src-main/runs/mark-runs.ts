import type { Events } from '#shared/api.ts'
import type { MarkChange, RunMarks } from '#shared/run-marks.ts'
import type { Run } from '#shared/run.ts'
import type { Store } from '#main/store/store.ts'

type Publish = <E extends keyof Events>(event: E, data: Events[E]) => void

/** Marks runs, and tells every client of each run that was. */
export function createMarks(store: Store, publish: Publish) {
  const changed = (runs: readonly Run[]) => runs.forEach((run) => publish('run.changed', run))

  return {
    mark(change: MarkChange): { readonly before: readonly RunMarks[] } {
      const { runs, before } = store.marks.change(change)
      changed(runs)
      return { before }
    },
    setMarks(marks: readonly RunMarks[]): null {
      changed(store.marks.set(marks))
      return null
    },
    setTags(runId: number, tags: readonly string[]): Run {
      const run = store.setTags(runId, tags)
      changed([run])
      return run
    },
  }
}
export type Marks = ReturnType<typeof createMarks>
