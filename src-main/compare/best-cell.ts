import { interquartileMean, mean } from '#core/statistics/location.ts'
import type { BestCell } from '#shared/experiment.ts'
import { isCandidate, isLowerBetter, isRankable, type RunResult } from '#shared/run-result.ts'
import type { ExperimentRunResult } from '#main/store/experiment-runs.ts'
import { isEarly } from './early-run.ts'
import { commonLimit, reachedBy, watchedSteps } from './run-score.ts'

/**
 * Finds the configuration with the best interquartile mean, as the experiment page does; the first of
 * several equal ones.
 */
export function bestCell(
  runs: readonly ExperimentRunResult[],
  result: RunResult,
): Omit<BestCell, 'values'> | null {
  const cells = [...Map.groupBy(runs, ({ configHash }) => configHash)].flatMap(
    ([configHash, members]) => {
      const distinct = furthestBySeed(members)
      const early = distinct.filter(
        ({ status, solvedAtSteps }) =>
          isEarly(status) && !(result === 'stepsToThreshold' && solvedAtSteps !== null),
      )
      const { scores, limit, reached } = scoresOf(distinct, result)
      if (scores.length === 0) return []
      return [
        {
          ...{ limit, reached, isWhole: isCandidate(early, result) },
          cell: {
            ...{ configHash, result, mean: mean(scores), runs: scores.length },
            interquartileMean: interquartileMean(scores),
          },
        },
      ]
    },
  )
  const limits = cells.map(({ limit }) => limit)
  const candidates = cells
    .filter((each) => each.isWhole && (!isLowerBetter(result) || isRankable(each, limits)))
    .map(({ cell }) => cell)
  const sign = isLowerBetter(result) ? -1 : 1
  return candidates.reduce<(typeof candidates)[number] | null>(
    (best, cell) =>
      best === null || sign * (cell.interquartileMean - best.interquartileMean) > 0 ? cell : best,
    null,
  )
}

/** Runs of one configuration and seed are the same run: the one that got furthest counts. */
function furthestBySeed(runs: readonly ExperimentRunResult[]): ExperimentRunResult[] {
  const bySeed = new Map<number, ExperimentRunResult>()
  for (const run of runs) {
    const other = bySeed.get(run.seed)
    if (!other || run.environmentSteps > other.environmentSteps) bySeed.set(run.seed, run)
  }
  return [...bySeed.values()]
}

function scoresOf(runs: readonly ExperimentRunResult[], result: RunResult) {
  if (result !== 'stepsToThreshold') {
    const scores = runs.flatMap(({ meanReturnLast100: score }) =>
      score !== null && Number.isFinite(score) ? [score] : [],
    )
    return { scores, limit: null, reached: 0 }
  }
  const watched = runs.map(watchedSteps).filter((known) => typeof known !== 'string')
  const limit = commonLimit(watched)
  return {
    scores: watched.map(({ steps }) => Math.min(steps, limit ?? Infinity)),
    limit,
    reached: reachedBy(watched, limit),
  }
}
