import * as z from 'zod'
import { intervals, resamples, type LeftOutRun, type ScoreSummary } from './comparison.ts'
import { evaluationChoices, type Evaluation } from './evaluation.ts'

/** What an evaluated policy is judged by. */
export const evaluationScores = ['meanReturn', 'successRate'] as const
export type EvaluationScore = (typeof evaluationScores)[number]

/** Judges the stored policies of several runs, which are taken for one group. */
export const groupEvaluationRequest = z.strictObject({
  runIds: z.array(z.int().positive()).min(1).max(200),
  ...evaluationChoices,
  score: z.enum(evaluationScores).default('meanReturn'),
  intervals,
  resamples,
})
export type GroupEvaluationRequest = z.infer<typeof groupEvaluationRequest>

export interface GroupEvaluation {
  readonly evaluations: readonly Evaluation[]
  /** One score a run, in the order of the runs, of those that have one. */
  readonly scores: readonly number[]
  /** Runs whose score is not finite, which is no result. */
  readonly leftOut: readonly LeftOutRun[]
  /** Null: no run has a score. */
  readonly summary: ScoreSummary | null
}
