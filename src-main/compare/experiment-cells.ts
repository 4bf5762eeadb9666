import { otherArithmeticWarning } from '#shared/arithmetic.ts'
import { tellApart } from '#shared/experiment-summary.ts'
import type { CellsRequest, ExperimentCell, ExperimentCells } from '#shared/experiment.ts'
import { isCandidate, isRankable, naturalResult } from '#shared/run-result.ts'
import type { Run, RunStatus } from '#shared/run.ts'
import type { Store } from '#main/store/store.ts'
import { inCanonicalOrder } from './canonical-runs.ts'
import type { Evaluations } from './evaluate-runs.ts'
import { findGroup } from './find-group.ts'
import { notesOnSweep } from './notes-on-sweep.ts'
import { scoreGroup } from './score-group.ts'
import { summarizeScores } from './summarize-scores.ts'

/** The configurations of an experiment, in the order of their first runs, each judged over its seeds. */
export function* experimentCells(
  store: Pick<Store, 'runs' | 'experiments'>,
  { experimentId, result, intervals, resamples }: CellsRequest,
  evaluations: Evaluations = new Map(),
): Generator<void, ExperimentCells> {
  const { sweep } = store.experiments.get(experimentId)
  const runs = runsOfExperiment(store, experimentId)
  yield
  const groups = [...Map.groupBy(runs, (run) => run.configHash)]
  const { fields, values } = tellApart(
    sweep,
    groups.map(([, members]) => members[0]!.config),
  )
  const cells: ExperimentCell[] = []
  for (const [i, [configHash, members]] of groups.entries()) {
    const runIds = members.map(({ id }) => id)
    const group = yield* scoreGroup(findGroup(members, { runIds }), result, evaluations)
    const { seeds, scores, leftOut, endedEarly, threshold, key } = group
    cells.push({
      configHash,
      values: values[i]!,
      statuses: countStatuses(members),
      runIds: inCanonicalOrder(members).map(({ id }) => id),
      ...{ seeds, scores, leftOut, endedEarly, threshold },
      isCandidate: isCandidate(endedEarly, result),
      summary: summarizeScores(scores, {
        ...{ key, intervals, resamples },
        limit: threshold?.limit ?? null,
      }),
    })
    yield
  }
  const limits = cells.map(({ threshold }) => threshold?.limit ?? null)
  return {
    ...{ result, intervals, fields },
    cells: cells.map((cell) => ({
      ...cell,
      isCandidate: cell.isCandidate && (!cell.threshold || isRankable(cell.threshold, limits)),
    })),
    naturalResult: naturalResult(runs),
    notes: notesOnSweep(runs, result, evaluations),
    seedsWarning: otherArithmeticWarning(runs),
  }
}

/** The runs of an experiment in the order of their creation. */
export const runsOfExperiment = (
  store: Pick<Store, 'runs' | 'experiments'>,
  experimentId: number,
): readonly Run[] =>
  store.runs.these(store.experiments.runs.runIds(experimentId)).toSorted((a, b) => a.id - b.id)

function countStatuses(runs: readonly Run[]): Partial<Record<RunStatus, number>> {
  const counts: Partial<Record<RunStatus, number>> = {}
  for (const { status } of runs) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
