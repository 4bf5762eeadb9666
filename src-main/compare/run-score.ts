import type { RunResult } from '#shared/comparison.ts'
import type { Run } from '#shared/run.ts'
import type { Evaluations } from './evaluate-runs.ts'

/** The number a run is judged by, or why it has none. */
export function runScore(
  { id: runId, progress }: Run,
  result: RunResult,
  evaluations: Evaluations,
): number | string {
  if (result === 'evaluation') return evaluations.get(runId) ?? 'was not evaluated'
  const score = progress[result]
  if (score !== null && Number.isFinite(score)) return score
  if (progress.episodes === 0) return 'has no finished episode'
  if (score !== null || progress.meanReturnLast100 === null) return 'has no finite return'
  return 'has fewer than 100 episodes'
}
