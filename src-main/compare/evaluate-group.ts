import { ApiError } from '#shared/errors.ts'
import type { LeftOutRun } from '#shared/comparison.ts'
import type { Evaluation, EvaluationRequest } from '#shared/evaluation.ts'
import type {
  EvaluationScore,
  GroupEvaluation,
  GroupEvaluationRequest,
} from '#shared/group-evaluation.ts'
import { summarizeScores } from './summarize-scores.ts'

const SEEDS = 2 ** 32

/** What plays the episodes. */
interface Evaluator {
  evaluate(request: EvaluationRequest): Promise<Evaluation>
}

/**
 * Plays episodes with the stored policy of every run, and sums the group up: one score a run. Each run
 * draws from a seed of its own, `seed` and the ones after it, so that the scores are independent.
 */
export async function evaluateGroup(
  evaluator: Evaluator,
  { runIds, score, seed, intervals, resamples, ...choices }: GroupEvaluationRequest,
): Promise<GroupEvaluation> {
  const evaluations: Evaluation[] = []
  for (const [i, runId] of runIds.entries()) {
    evaluations.push(await evaluator.evaluate({ runId, ...choices, seed: (seed + i) % SEEDS }))
  }
  const scores: number[] = []
  const leftOut: LeftOutRun[] = []
  for (const evaluation of evaluations) {
    const found = scoreOf(evaluation, score)
    if (found === null || !Number.isFinite(found)) {
      leftOut.push({ runId: evaluation.runId, reason: 'has no finite return' })
    } else scores.push(found)
  }
  // The draws are keyed by the sorted scores, so that they do not depend on the order of the runs.
  const sorted = scores.toSorted((a, b) => a - b)
  const summary = summarizeScores(sorted, { key: sorted.join(), intervals, resamples })
  return { evaluations, scores, leftOut, summary }
}

function scoreOf(
  { runId, meanReturn, successRate }: Evaluation,
  score: EvaluationScore,
): number | null {
  if (score === 'meanReturn') return meanReturn
  if (successRate !== null) return successRate
  throw new ApiError(
    'conflict',
    `The environment of run ${runId} has no goal to reach; its score can be meanReturn alone`,
  )
}
