import { createRng } from '#core/rng.ts'
import { bootstrapOne } from '#core/statistics/bootstrap.ts'
import { interquartileMean, mean, median, standardDeviation } from '#core/statistics/location.ts'
import { tellApart } from '#shared/experiment-summary.ts'
import type { CellsRequest, ExperimentCell, ExperimentCells } from '#shared/experiment.ts'
import type { Run, RunStatus } from '#shared/run.ts'
import type { Store } from '#main/store/store.ts'
import { findGroup } from './find-group.ts'
import { runScore } from './run-score.ts'

/** The same runs have the same intervals. */
const SEED = 0

/** The configurations of an experiment, in the order of their first runs, each judged over its seeds. */
export function* experimentCells(
  store: Pick<Store, 'runs' | 'experiments'>,
  { experimentId, result, resamples }: CellsRequest,
): Generator<void, ExperimentCells> {
  const { sweep } = store.experiments.get(experimentId)
  const runs = store.runs
    .these(store.experiments.runs.runIds(experimentId))
    .toSorted((a, b) => a.id - b.id)
  yield
  const groups = [...Map.groupBy(runs, (run) => run.configHash)]
  const { fields, values } = tellApart(
    sweep,
    groups.map(([, members]) => members[0]!.config),
  )
  const cells: ExperimentCell[] = []
  for (const [i, [configHash, members]] of groups.entries()) {
    const seeds: number[] = []
    const scores: number[] = []
    const runIds = members.map(({ id }) => id)
    for (const run of findGroup(members, { runIds }).runs) {
      const score = runScore(run, result, new Map())
      if (typeof score === 'number') {
        seeds.push(run.config.seed)
        scores.push(score)
      }
      yield
    }
    cells.push({
      configHash,
      values: values[i]!,
      statuses: countStatuses(members),
      runIds: members.toSorted((a, b) => a.config.seed - b.config.seed).map(({ id }) => id),
      seeds,
      scores,
      summary: scores.length === 0 ? null : summarize(scores, i, resamples),
    })
    yield
  }
  return { fields, cells }
}

function summarize(scores: readonly number[], index: number, resamples: number) {
  const options = { rng: createRng(SEED, 'cell', index), resamples }
  return {
    mean: mean(scores),
    standardDeviation: standardDeviation(scores),
    median: median(scores),
    interquartileMean: interquartileMean(scores),
    interquartileMeanInterval:
      scores.length > 1 ? bootstrapOne(scores, interquartileMean, options) : null,
  }
}

function countStatuses(runs: readonly Run[]): Partial<Record<RunStatus, number>> {
  const counts: Partial<Record<RunStatus, number>> = {}
  for (const { status } of runs) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
