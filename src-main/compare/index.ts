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
import type { Run } from '#shared/run.ts'
import type { Store } from '#main/store/store.ts'
import { compareGroups } from './compare-groups.ts'
import { createEvaluations, type Evaluations } from './evaluate-runs.ts'
import { experimentCells, runsOfExperiment } from './experiment-cells.ts'
import { fieldImportance } from './field-importance.ts'
import { findGroup, referencedRuns } from './find-group.ts'
import { groupCurves } from './group-curves.ts'
import { inSlices } from '#main/tasks/in-slices.ts'
import { sweepResults } from './sweep-results.ts'

interface Dependencies {
  readonly store: Pick<Store, 'runs' | 'curve' | 'experiments'>
  readonly evaluate: (request: EvaluationRequest) => Promise<Evaluation>
}

/** Answers about groups of runs, computed beside the data and in slices. */
export function createGroupAnswers({ store, evaluate }: Dependencies) {
  const evaluations = createEvaluations(evaluate)
  const evaluated = (result: string, runs: () => readonly Run[]): Promise<Evaluations> =>
    result === 'evaluation' ? evaluations(runs()) : Promise.resolve(new Map())
  const sweptRuns = (runIds: readonly number[]) => () => store.runs.these(runIds)
  return {
    async compare(request: ComparisonRequest): Promise<GroupComparison> {
      const scores = await evaluated(request.result, () => {
        const runs = referencedRuns(store, request.groups)
        return request.groups.flatMap((reference) => findGroup(runs, reference).runs)
      })
      return inSlices(compareGroups(store, request, scores))
    },
    curves: (request: GroupCurvesRequest): Promise<readonly GroupCurve[]> =>
      inSlices(groupCurves(store, request)),
    async cells(request: CellsRequest): Promise<ExperimentCells> {
      const runs = () => runsOfExperiment(store, request.experimentId)
      return inSlices(experimentCells(store, request, await evaluated(request.result, runs)))
    },
    async results(request: SweepResultsRequest): Promise<SweepResults> {
      const wanted = request.numbers.includes('evaluation') ? 'evaluation' : ''
      const scores = await evaluated(wanted, sweptRuns(request.runIds))
      return inSlices(sweepResults(store, request, scores))
    },
    async importance(request: ImportanceRequest): Promise<Importance> {
      const scores = await evaluated(request.number, sweptRuns(request.runIds))
      return inSlices(fieldImportance(store, request, scores))
    },
  }
}
