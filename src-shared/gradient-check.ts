import * as z from 'zod'
import { numberList } from './number-list.ts'
import { runConfigSchema } from './run-config.ts'
import { taskId } from './task.ts'

/* The exact lab: what an estimator of ∇J gives, beside what it should give. */

const count = z.int().min(1)

/** The most numbers in a given θ, far more than the lab can compute exactly. */
const MOST_PARAMETERS = 200_000

/** Which θ to look at. */
export const labPoint = z.discriminatedUnion('kind', [
  /** The first parameters of a run with this configuration. */
  z.strictObject({ kind: z.literal('initial') }),
  z.strictObject({ kind: z.literal('zero') }),
  z.strictObject({ kind: z.literal('vector'), parameters: numberList(MOST_PARAMETERS) }),
  /** Where the one number of a `ParameterSlider` stands. */
  z.strictObject({ kind: z.literal('slider'), value: z.number() }),
  /** The stored policy of a run with the same environment and policy. */
  z.strictObject({ kind: z.literal('run'), runId: count }),
])
export type LabPoint = z.infer<typeof labPoint>

/** Every estimator of the lab, in the order it is shown. */
export const labEstimators = [
  'return',
  'return-mean',
  'return-optimal',
  'reward-to-go',
  'reward-to-go-mean',
  'reward-to-go-time-mean',
  'reward-to-go-leave-one-out',
  'reward-to-go-exact-value',
  'gae-exact-value',
  'normalized-advantages',
  'average-steps',
  'discount-dropped',
] as const
export type LabEstimatorName = (typeof labEstimators)[number]

const batchSizes = z
  .array(count.max(1000))
  .min(1)
  .max(10)
  .refine((sizes) => new Set(sizes).size === sizes.length, 'names a K twice')

/** What every question to the lab says. */
export const labQuestion = {
  taskId,
  config: runConfigSchema,
  point: labPoint.default({ kind: 'initial' }),
}

export const exactRequest = z.strictObject(labQuestion)

export const gradientCheckRequest = z.strictObject({
  ...labQuestion,
  seed: z.int().min(0).max(4_294_967_295).default(1),
  /** Played for each K; every estimator sees the same ones. */
  trajectories: z.int().min(100).max(10_000_000).default(20_000),
  batchSizes: batchSizes.default([1, 5, 20]),
  estimators: z
    .array(z.enum(labEstimators))
    .min(1)
    .default([...labEstimators]),
})
export type GradientCheckRequest = z.infer<typeof gradientCheckRequest>

/** One estimator at one K. Vectors have a number for every component of θ. */
export interface GradientEstimate {
  readonly estimator: LabEstimatorName
  /** Trajectories that one estimate ĝ is made from. */
  readonly K: number
  /** Null: E[ĝ] = ∇J. Otherwise what biases it. */
  readonly bias: string | null
  /** Whether it estimates ∇J/E[T] instead of ∇J, to which it is then compared. */
  readonly isPerStep: boolean
  /** Estimates that were made, of K trajectories each. */
  readonly batches: number
  /** Mean of the estimates. */
  readonly mean: readonly number[]
  /** s/√batches of the estimates, per component. */
  readonly standardError: readonly number[]
  /** tr Ĉov(ĝ) of one estimate from K trajectories. */
  readonly traceCovariance: number
  /**
   * traceCovariance over the squared length of what is estimated, or of the mean of a biased estimator,
   * less its share of noise; null where that is not above 0, or where all estimates were 0.
   */
  readonly noiseToSignal: number | null
  /** K · noiseToSignal, rounded up: trajectories for which noise and signal are equally long. */
  readonly suggestedK: number | null
  /** Of the angle between the mean and ∇J; null where either is 0. */
  readonly cosine: number | null
  /** Mean cosine of the angle between a single estimate and ∇J. */
  readonly estimateCosine: number | null
  /** ‖mean − what is estimated‖. */
  readonly biasNorm: number
  /** √(Σ standardError²): how long that difference is by chance alone. */
  readonly chanceNorm: number
  /** Largest |mean − what is estimated|/standardError of a judged component. */
  readonly maxAbsZ: number
  /** Components that rest on at least `judgedFrom` events: the mean of fewer is not yet normal. */
  readonly judgedComponents: number
}

/** Events from which on a component is judged: about so many numbers of equal size, the rest being 0. */
export const judgedFrom = 50

/** An estimator that has no value at some K. */
export interface SkippedEstimate {
  readonly estimator: LabEstimatorName
  readonly K: number
  readonly reason: string
}

/** A policy family with one number to move: what the number is, and where it may stand. */
export interface ParameterSlider {
  readonly label: string
  readonly low: number
  readonly high: number
  readonly initial: number
}

/** J where the slider stands at `value`. */
export interface SliderPoint {
  readonly value: number
  readonly J: number
}

/** What is known exactly at θ. */
export interface ExactPoint {
  readonly parameters: readonly number[]
  /** J(θ): expected Σ γ^t r_t of an episode of at most `horizon` steps. */
  readonly J: number
  /** The largest J of any policy, which may see state and time. */
  readonly optimum: number
  /** The largest J along the slider, where this policy has one. */
  readonly sliderOptimum: SliderPoint | null
  readonly horizon: number
  readonly gamma: number
  /** E[T]: steps of an episode. */
  readonly expectedSteps: number
  /** ∇J(θ). */
  readonly gradient: readonly number[]
  readonly gradientNorm: number
}

export interface ExactView extends ExactPoint {
  /** Null: this policy is not moved by one number. */
  readonly slider: ParameterSlider | null
  readonly sliderCurve: readonly SliderPoint[] | null
}

export interface GradientCheck extends ExactPoint {
  /** Largest difference from central differences of J, over 1 + ‖∇J‖; null: θ is too long to try. */
  readonly differenceError: number | null
  readonly trajectories: number
  readonly estimates: readonly GradientEstimate[]
  readonly skipped: readonly SkippedEstimate[]
  /** What the largest |z| of all unbiased estimates exceeds with probability `significance`, if they are. */
  readonly bonferroniLimit: number
  readonly significance: number
}

/** Whether an estimate is as close to what it estimates as chance allows. */
export const isWithinLimit = (
  { maxAbsZ }: Pick<GradientEstimate, 'maxAbsZ'>,
  { bonferroniLimit }: Pick<GradientCheck, 'bonferroniLimit'>,
): boolean => maxAbsZ <= bonferroniLimit
