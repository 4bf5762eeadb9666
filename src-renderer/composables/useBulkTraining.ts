import type { Run } from '#shared/run.ts'
import { runsToChange, type TrainingChange } from '#renderer/components/marks/training-changes.ts'
import { messageOf } from '#renderer/format/message-of.ts'
import { formatCount } from '#renderer/format/number.ts'
import { useRunsStore } from '#renderer/stores/runs.ts'
import { nameOfRuns } from './useMarks.ts'
import { useReport } from './useReport.ts'
import { useStop } from './useStop.ts'

/** Pauses, resumes, continues and stops several runs; what is refused is told once, a stop can be undone. */
export function useBulkTraining() {
  const store = useRunsStore()
  const { report } = useReport()
  const { stopRuns } = useStop()

  async function change(runs: readonly Run[], of: TrainingChange): Promise<void> {
    const runIds = runsToChange(runs, of).map(({ id }) => id)
    if (runIds.length === 0) return
    if (of.kind === 'continue') {
      try {
        await store.goOn(runIds)
      } catch (error) {
        report(`${nameOfRuns(runIds)} could not be ${of.done}`, error)
      }
      return
    }
    if (of.kind === 'stop') return stopRuns(runIds)
    const act = { pause: store.pause, resume: store.resume }[of.kind]
    const refusals: string[] = []
    for (const runId of runIds) {
      try {
        await act(runId)
      } catch (error) {
        refusals.push(messageOf(error))
      }
    }
    if (refusals.length === 0) return
    const others = refusals.length > 1 ? `, and ${formatCount(refusals.length - 1)} more` : ''
    report(
      `${formatCount(refusals.length)} of ${nameOfRuns(runIds)} could not be ${of.done}`,
      new Error(refusals[0]! + others),
    )
  }
  return { change }
}
