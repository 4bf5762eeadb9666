import { earlyNote, leftOutNotes, shortWindowNote } from '#shared/comparison-notes.ts'
import type { EarlyRun, LeftOutRun } from '#shared/comparison.ts'
import type { RunResult } from '#shared/run-result.ts'
import type { Run } from '#shared/run.ts'
import { notesOnRuns } from './comparison-notes.ts'
import { earlyRun } from './early-run.ts'
import type { Evaluations } from './evaluate-runs.ts'
import { runScore } from './run-score.ts'

/** Returns notes on the runs of a sweep as a whole. Runs that have not begun are ignored. */
export function notesOnSweep(
  runs: readonly Run[],
  result: RunResult,
  evaluations: Evaluations,
): string[] {
  const begun = runs.filter(({ status }) => status !== 'queued')
  const leftOut = begun.flatMap((run): LeftOutRun[] => {
    const score = runScore(run, result, evaluations)
    return typeof score === 'string' ? [{ runId: run.id, reason: score }] : []
  })
  const early = begun.flatMap((run): readonly EarlyRun[] =>
    result === 'stepsToThreshold' && run.progress.solvedAt ? [] : (earlyRun(run) ?? []),
  )
  const short = begun.flatMap(({ id: runId, progress: { episodes } }) =>
    result === 'meanReturnLast100' && episodes > 0 && episodes < 100 ? [{ runId, episodes }] : [],
  )
  return [
    ...notesOnRuns(begun, result),
    ...leftOutNotes(WHOLE, leftOut, runs.length),
    ...[earlyNote(WHOLE, early, runs.length), shortWindowNote(WHOLE, short)].filter(
      (note) => note !== null,
    ),
  ]
}

const WHOLE = 'Sweep'
