import type { Run } from '#shared/run.ts'
import type { createInterruptedRunStore } from './interrupted-runs.ts'
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

/** How a run that ended before its time goes on. To be called within transactions. */
export function createGoingOn({ runs, states, rewind, history, interruptedRuns }: Parts) {
  /** Where the run goes on: at its last training state, or at its start. */
  const goesOnFrom = (runId: number) => states.head(runId)?.progress ?? nothingYet

  return {
    /** Gives runs to `ownerId` as ones that wait or are paused. All they stored stays until they begin. */
    goOn: (
      wanted: readonly { readonly runId: number; readonly status: ActiveStatus }[],
      ownerId: number,
    ): Run[] =>
      wanted.map(({ runId, status }) => {
        interruptedRuns.goOn(runId, ownerId, status, goesOnFrom(runId).updates === 0)
        return runs.get(runId)
      }),

    /** A worker has checked that it can train the run: what was stored after the place it goes on from goes. */
    begin(runId: number, status: ActiveStatus, details: StatusDetails): Run {
      const { episodes, updates } = runs.get(runId).progress
      if (episodes > 0 || updates > 0) {
        const progress = goesOnFrom(runId)
        rewind(runId, progress)
        runs.setProgress(runId, progress)
        history.begunAt(runId)
      }
      return runs.setStatus(runId, status, details)
    },
  }
}
