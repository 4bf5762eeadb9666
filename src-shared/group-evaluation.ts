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
  /** The score of each run that has one, in the order of the runs. */
  readonly scores: readonly number[]
  /** Runs left out because their score is not finite. */
  readonly leftOut: readonly LeftOutRun[]
  /** Null if no run has a score. */
  readonly summary: ScoreSummary | null
}
