import type { Run } from '#shared/run.ts'

/** `runs` with the changes applied, newest first. A change of null takes the run away. */
export function mergeRuns(
  runs: readonly Run[],
  changes: ReadonlyMap<number, Run | null>,
): readonly Run[] {
  const byId = new Map(runs.map((run) => [run.id, run]))
  for (const [runId, run] of changes) {
    if (run) byId.set(runId, run)
    else byId.delete(runId)
  }
  return [...byId.values()].sort((a, b) => b.id - a.id)
}
