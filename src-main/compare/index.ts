import type {
  ComparisonRequest,
  GroupComparison,
  GroupCurve,
  GroupCurvesRequest,
} from '#shared/comparison.ts'
import type { Evaluation, EvaluationRequest } from '#shared/evaluation.ts'
import type { CellsRequest, ExperimentCells } from '#shared/experiment.ts'
import type {
  Importance,
  ImportanceRequest,
  SweepResults,
  SweepResultsRequest,
} from '#shared/sweep-results.ts'
import type { Store } from '#main/store/store.ts'
import { compareGroups } from './compare-groups.ts'
import { createEvaluations } from './evaluate-runs.ts'
import { experimentCells } from './experiment-cells.ts'
import { fieldImportance } from './field-importance.ts'
import { findGroup, referencedRuns } from './find-group.ts'
import { groupCurves } from './group-curves.ts'
import { inSlices } from './in-slices.ts'
import { sweepResults } from './sweep-results.ts'

interface Dependencies {
  readonly store: Pick<Store, 'runs' | 'curve' | 'experiments'>
  readonly evaluate: (request: EvaluationRequest) => Promise<Evaluation>
}

/** Answers about groups of runs, computed beside the data and in slices. */
export function createGroupAnswers({ store, evaluate }: Dependencies) {
  const evaluations = createEvaluations(evaluate)
  return {
    async compare(request: ComparisonRequest): Promise<GroupComparison> {
      const runs = referencedRuns(store, request.groups)
      const named = () => request.groups.flatMap((reference) => findGroup(runs, reference).runs)
      const scores = request.result === 'evaluation' ? await evaluations(named()) : new Map()
      return inSlices(compareGroups(store, request, scores))
    },
    curves: (request: GroupCurvesRequest): Promise<readonly GroupCurve[]> =>
      inSlices(groupCurves(store, request)),
    cells: (request: CellsRequest): Promise<ExperimentCells> =>
      inSlices(experimentCells(store, request)),
    results: (request: SweepResultsRequest): Promise<SweepResults> =>
      inSlices(sweepResults(store, request)),
    importance: (request: ImportanceRequest): Promise<Importance> =>
      inSlices(fieldImportance(store, request)),
  }
}
