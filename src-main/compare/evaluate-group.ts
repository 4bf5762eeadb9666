import { bootstrapOne } from '#core/statistics/bootstrap.ts'
import { interquartileMean, mean, standardDeviation } from '#core/statistics/location.ts'
import { createRng } from '#core/rng.ts'
import { ApiError } from '#shared/errors.ts'
import type { Evaluation } from '#shared/evaluation.ts'
import type {
  EvaluationScore,
  GroupEvaluation,
  GroupEvaluationRequest,
} from '#shared/group-evaluation.ts'
import type { RunManager } from '#main/runs/run-manager.ts'

/** The same scores have the same interval, today and in a paper's supplement. */
const SEED = 0
const SEEDS = 2 ** 32

/**
 * Plays episodes with the stored policy of every run, and sums the group up: one score a run. Each run
 * draws from a seed of its own, `seed` and the ones after it, so that the scores are independent.
 */
export async function evaluateGroup(
  { evaluate }: Pick<RunManager, 'evaluate'>,
  { runIds, score, seed, ...choices }: GroupEvaluationRequest,
): Promise<GroupEvaluation> {
  const evaluations: Evaluation[] = []
  for (const [i, runId] of runIds.entries()) {
    evaluations.push(await evaluate({ runId, ...choices, seed: (seed + i) % SEEDS }))
  }
  const scores = evaluations.map((evaluation) => scoreOf(evaluation, score))
  return {
    evaluations,
    scores,
    summary: {
      mean: mean(scores),
      standardDeviation: standardDeviation(scores),
      interquartileMean: interquartileMean(scores),
      interquartileMeanInterval: bootstrapOne(scores, interquartileMean, {
        rng: createRng(SEED, 'evaluation'),
      }),
    },
  }
}

function scoreOf({ runId, meanReturn, successRate }: Evaluation, score: EvaluationScore): number {
  if (score === 'meanReturn') return meanReturn
  if (successRate !== null) return successRate
  throw new ApiError(
    'conflict',
    `The environment of run ${runId} has no goal to reach; its score can be meanReturn alone`,
  )
}
