import * as z from 'zod'
import { numberList } from './number-list.ts'

/* What a viewer is sent, and what is kept: one schema, as kept episodes come back from a client. */

const numbers = numberList()
const action = z.union([z.number(), numbers])
const policy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('categorical'), probabilities: numbers }),
  z.strictObject({ kind: z.literal('gaussian'), mean: numbers, sigma: numbers }),
])

const recordedStep = z
  .strictObject({
    observation: numbers,
    /** The environment's state vector before the action; what the canvas draws. */
    state: numbers,
    /** Index of a discrete action, or the components of a continuous one. */
    action,
    /** π(a|s): the probability of every discrete action, or mean and σ of every continuous component. */
    policy,
    reward: z.number(),
  })
  .readonly()

/** Why it is not known what the estimator subtracts from a step's weight. */
const unknownBaseline = z.enum([
  /** It is the mean over the batch's other trajectories, and one episode has none. */
  'other-trajectories',
  /** It is another number for each component of θ. */
  'component-wise',
  /** It is made of earlier batches, and what it learned was not stored with the policy. */
  'not-stored',
])

/** What the run's estimator makes of each step of an episode; every list is by step. */
const episodeAnalysis = z
  .strictObject({
    /** G_t with the run's γ, and with γ·V of where the episode was cut off where the estimator bootstraps. */
    rewardsToGo: numbers,
    /** R(τ) = Σ_t γ^t r_t. */
    discountedReturn: z.number(),
    /** V(s_t), as V stood when the episode began; null: there is none, or it was not stored. */
    values: numbers.nullable(),
    /** δ_t = r_t + γ·V(s_{t+1}) − V(s_t); null without V. */
    valueErrors: numbers.nullable(),
    /** What is subtracted from the weight of a step; null: see `unknown`. With V it is V(s_t). */
    baselines: numbers.nullable(),
    /** Weight minus baseline, or GAE, before anything that a whole batch is needed for. */
    advantages: numbers.nullable(),
    unknown: unknownBaseline.nullable(),
    /** ∂log π(a_t|s_t) by the logits or means, then by log σ where it is learned. */
    scores: z.array(numbers).readonly(),
    /** ‖∇log π(a_t|s_t)‖ over all components of θ. */
    scoreNorms: numbers,
    /**
     * Cosine between what a step adds, w_t·∇log π(a_t|s_t), and what the whole episode adds; null: the
     * advantages are not known. A step that adds nothing has 0.
     */
    cosines: numbers.nullable(),
  })
  .readonly()

/** An episode that the current or last policy of a run played for a viewer. It never enters training. */
export const recordedEpisodeSchema = z
  .strictObject({
    runId: z.int().positive(),
    /** Updates the policy had received when it began to play. */
    update: z.int().min(0),
    /** The number of its start, where runs share starts; null: a start of the run's own. */
    start: z.int().min(0).nullable(),
    steps: z.array(recordedStep).min(1).max(1_000_000).readonly(),
    /** State after the last action. */
    finalState: numbers,
    /** What the policy would observe there; missing in episodes that earlier versions recorded. */
    finalObservation: numbers.optional(),
    episodeReturn: z.number(),
    terminated: z.boolean(),
    truncated: z.boolean(),
    analysis: episodeAnalysis,
  })
  .readonly()

export type RecordedEpisode = z.output<typeof recordedEpisodeSchema>
/** One step of a recorded episode: what was seen, what was chosen and how likely, what it brought. */
export type RecordedStep = z.output<typeof recordedStep>
export type EpisodeAnalysis = z.output<typeof episodeAnalysis>
