import * as z from 'zod'

/** How a policy is judged: by episodes of which it learns nothing. */
export const evaluationChoices = {
  episodes: z.int().min(1).max(10_000).default(100),
  /** sampled: as in training. mode: the most probable action, the mean of a Gaussian. */
  actions: z.enum(['sampled', 'mode']).default('mode'),
  /** Whether episodes start as the run's configuration says or by the environment's own p(s₀). */
  start: z.enum(['configured', 'default']).default('configured'),
  /** Decides every draw; another stream than training's, whatever the number. */
  seed: z.int().min(0).max(4_294_967_295).default(0),
}

export const evaluationRequest = z.strictObject({
  runId: z.int().positive(),
  ...evaluationChoices,
})
export type EvaluationRequest = z.infer<typeof evaluationRequest>

/** One episode of an evaluation. */
export interface EvaluatedEpisode {
  /** Undiscounted sum of rewards. */
  readonly episodeReturn: number
  /** Steps taken. */
  readonly length: number
  /** The task ended; otherwise the time limit cut the episode short. */
  readonly terminated: boolean
}

/** What a stored policy earned. */
export interface Evaluation extends EvaluationRequest {
  /** Updates the policy had received. */
  readonly update: number
  /** Mean undiscounted return; null if it is not finite. */
  readonly meanReturn: number | null
  /** s/√n of the returns; null for one episode, or if it is not finite. */
  readonly standardError: number | null
  /** Share of the episodes that ended in the goal; null: the environment has no goal. */
  readonly successRate: number | null
  readonly returns: readonly number[]
  readonly lengths: readonly number[]
}
