import type { Run } from '#shared/run.ts'
import type { createInterruptedRunStore } from './interrupted-runs.ts'
import { PART_MS } from './parts.ts'
import type { createRewind } from './rewind.ts'
import type { createRunHistoryStore } from './run-history.ts'
import type { ActiveStatus, RunStore, StatusDetails } from './runs.ts'
import { nothingYet, type createTrainingStateStore } from './training-states.ts'

interface Parts {
  readonly runs: RunStore
  readonly states: ReturnType<typeof createTrainingStateStore>
  readonly rewind: ReturnType<typeof createRewind>
  readonly history: ReturnType<typeof createRunHistoryStore>
  readonly interruptedRuns: ReturnType<typeof createInterruptedRunStore>
}

/** Continues runs that ended before their time. Call it within transactions. */
export function createGoingOn({ runs, states, rewind, history, interruptedRuns }: Parts) {
  /** Where the run continues: at its last training state, or at its start. */
  const goesOnFrom = (runId: number) => states.head(runId)?.progress ?? nothingYet

  return {
    /** Gives runs to `ownerId` as waiting or paused ones. All their rows stay until they begin. */
    goOn: (
      wanted: readonly { readonly runId: number; readonly status: ActiveStatus }[],
      ownerId: number,
    ): Run[] =>
      wanted.map(({ runId, status }) => {
        interruptedRuns.goOn(runId, ownerId, status, goesOnFrom(runId).updates === 0)
        return runs.get(runId)
      }),

    /**
     * Begins a run that its worker has checked and can train. Rows after the place where it continues
     * are removed. Returns null if they are too many for one transaction; call it again.
     */
    begin(runId: number, status: ActiveStatus, details: StatusDetails): Run | null {
      const { episodes, updates } = runs.get(runId).progress
      if (episodes > 0 || updates > 0) {
        const progress = goesOnFrom(runId)
        if (!rewind(runId, progress, performance.now() + PART_MS)) return null
        runs.setProgress(runId, progress)
        history.begunAt(runId)
      }
      return runs.setStatus(runId, status, details)
    },
  }
}
