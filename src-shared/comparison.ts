import * as z from 'zod'
import { horizontalAxes, metrics } from './metrics.ts'
import { runResults, type RunResult } from './run-result.ts'

/* Groups of runs that differ in nothing but their seeds, compared by one number a run. */

const runId = z.int().positive()

/** Runs to compare as one: all of a configuration, or some by their ids. */
const group = z.union([
  z.strictObject({ configHash: z.string().regex(/^[0-9a-f]{16}$/) }),
  z.strictObject({ runIds: z.array(runId).min(1).max(200) }),
])
export type GroupReference = z.infer<typeof group>

export const locations = ['mean', 'median', 'interquartileMean'] as const
export type Location = (typeof locations)[number]

const groups = z.array(group).min(1).max(12)
export const resamples = z.int().min(100).max(20_000).default(2000)

/** How intervals of a mean, an IQM and a probability of improvement are made; docs/intervals.md compares them. */
export const intervalMethods = ['small-sample', 'rliable'] as const
export type IntervalMethod = (typeof intervalMethods)[number]
export const intervals = z.enum(intervalMethods).default('small-sample')

export const comparisonRequest = z.strictObject({
  groups,
  result: z.enum(runResults).default('meanReturnLast100'),
  intervals,
  resamples,
})
export type ComparisonRequest = z.infer<typeof comparisonRequest>

export const groupCurvesRequest = z.strictObject({
  groups,
  metric: z.enum(metrics).default('episodeReturn'),
  x: z.enum(horizontalAxes).default('environmentSteps'),
  location: z.enum(locations).default('interquartileMean'),
  /** What a run is worth beyond its own end: nothing, or its last value. */
  afterEnd: z.enum(['end', 'hold']).default('end'),
  maxPoints: z.int().min(2).max(1000).default(200),
  /** Only where from ≤ x ≤ to, at the resolution of that part. */
  from: z.number().optional(),
  to: z.number().optional(),
  /** Whether each run's own curve is wanted too. */
  members: z.boolean().default(false),
  /** Each run is first averaged over its last so many episodes or updates; 1: it is not. */
  window: z.int().min(1).max(1000).default(1),
  resamples,
})
export type GroupCurvesRequest = z.infer<typeof groupCurvesRequest>

/** 1 for everything that is wished, such as a difference that matters: how many seeds find it? */
export const seedsNeededRequest = z.strictObject({
  difference: z.number(),
  standardDeviations: z.tuple([z.number().min(0), z.number().min(0)]),
  power: z.number().min(0.05).max(0.999).default(0.8),
  alpha: z.number().min(1e-6).max(0.5).default(0.05),
})

/** Differences with a p below this, after Holm, are called significant. */
export const SIGNIFICANCE = 0.05

export interface Interval {
  readonly lower: number
  readonly upper: number
}

/** A run that was asked for and is not counted. */
export interface LeftOutRun {
  readonly runId: number
  /** Goes on after "run 3": `has no finished episode`. */
  readonly reason: string
  /**
   * The run that has the same configuration and seed, if that is why this one is left out; nothing is
   * missing then.
   */
  readonly repeats?: number
}

/** A run that ended before its budget and not by the stopping rule. */
export interface EarlyRun {
  readonly runId: number
  readonly seed: number
  readonly status: 'diverged' | 'failed' | 'stopped' | 'interrupted'
  /** For example `4 of 120 episodes`. */
  readonly reached: string
}

/** A summary of the scores of a group, the same on every page. */
export interface ScoreSummary {
  readonly mean: number
  /** Null: one run. */
  readonly standardDeviation: number | null
  /** Null for fewer than 3 runs, or if all scores are equal. */
  readonly meanInterval: Interval | null
  readonly median: number
  readonly interquartileMean: number
  /** Null for fewer than 3 runs, or if so many scores are equal that the interval has no width. */
  readonly interquartileMeanInterval: Interval | null
}

export interface GroupSummary extends ScoreSummary {
  /** Share of the runs above each of the comparison's thresholds, with its band. */
  readonly profile: {
    readonly fraction: readonly number[]
    readonly lower: readonly number[]
    readonly upper: readonly number[]
  }
}

export interface ComparedGroup {
  /** Null: its runs do not share one configuration. */
  readonly configHash: string | null
  /** The runs that count, one a seed; index i of the three columns is one run. */
  readonly runIds: readonly number[]
  readonly seeds: readonly number[]
  readonly scores: readonly number[]
  readonly leftOut: readonly LeftOutRun[]
  /** Runs that ended before their budget, whether or not they count. */
  readonly endedEarly: readonly EarlyRun[]
  /** Scored runs whose mean "of the last 100" is over all their episodes, as they have fewer. */
  readonly shortWindows: readonly { readonly runId: number; readonly episodes: number }[]
  /**
   * For steps to threshold: the τ to which the scores are restricted, and how many runs reached the
   * threshold by then.
   */
  readonly threshold: { readonly limit: number | null; readonly reached: number } | null
  /** Null: no run counts. */
  readonly summary: GroupSummary | null
}

/** A two-sided test. `adjustedP` is Holm's, over the pairs of the comparison that this test can decide. */
export interface TestResult {
  readonly p: number
  readonly adjustedP: number
}

export interface WelchResult extends TestResult {
  readonly t: number
  readonly degreesOfFreedom: number
}

export interface PermutationResult extends TestResult {
  /** Deals of the runs to the two groups that were looked at, and whether those are all. */
  readonly deals: number
  readonly isExact: boolean
  /** The smallest p that the test can give for these scores, and the same after Holm if this pair is the first. */
  readonly leastP: number
  readonly leastAdjustedP: number
}

/** Compares two groups by the seeds that both have. */
export interface PairedResult {
  readonly seeds: number
  /** Mean of first minus second, over the seeds. */
  readonly difference: number
  readonly differenceInterval: Interval | null
  /** Student's t test of the differences; null if all are equal. */
  readonly t: WelchResult | null
  /** Sign-flip test over all choices of signs, or random ones. */
  readonly signFlip: PermutationResult
}

/**
 * What may be said of a pair. `improves`: the test is significant after Holm, and direction and interval of the
 * probability agree. `not-significant`: neither says that the groups differ. `disagree`: only one of them does.
 * `untested`: a group has fewer than 3 runs, or some runs are in both.
 */
export const verdicts = ['improves', 'not-significant', 'disagree', 'untested'] as const
export type Verdict = (typeof verdicts)[number]

/** Two groups, by their places in the comparison; the first is the one that improves more often. */
export interface ComparedPair {
  readonly first: number
  readonly second: number
  readonly verdict: Verdict
  readonly probabilityOfImprovement: number
  /** Null if a group has fewer than 3 runs. */
  readonly improvementInterval: Interval | null
  /** Mean of the first minus mean of the second; the interval is Welch's, null where there is none. */
  readonly difference: number
  readonly differenceInterval: Interval | null
  /** Null: a group of one run, or no spread in either. */
  readonly welch: WelchResult | null
  readonly permutation: PermutationResult
  /** Null if the groups share fewer than two seeds. */
  readonly paired: PairedResult | null
  /** Runs that are in both groups: the groups are then not independent, and no test is valid. */
  readonly sharedRuns: readonly number[]
  /** For steps to threshold: the τ of this pair, to which the scores of both groups are restricted. */
  readonly limit: number | null
}

export interface GroupComparison {
  readonly result: RunResult
  readonly intervals: IntervalMethod
  readonly resamples: number
  readonly groups: readonly ComparedGroup[]
  /** All pairs of groups in which runs count. */
  readonly pairs: readonly ComparedPair[]
  /** What the profiles are drawn over: evenly spread over all scores. */
  readonly thresholds: readonly number[]
  /** What a reader must know before believing a number, each a sentence. `0`, `1` … in braces are groups. */
  readonly notes: readonly string[]
}

/** A group's curve on its grid; index i of the columns is one place. */
export interface GroupCurve {
  readonly x: readonly number[]
  readonly value: readonly number[]
  /** The same of the runs as they are, where `value` is of their moving means; null: `value` is. */
  readonly raw: readonly number[] | null
  /** 95 % percentile bootstrap band at every place by itself. */
  readonly lower: readonly number[]
  readonly upper: readonly number[]
  /** Runs that have a point yet. */
  readonly runs: number
  /** Each of them on the same grid, if that was asked for. */
  readonly members: readonly { readonly runId: number; readonly value: readonly number[] }[]
  /** Most neighbouring episodes or updates that one point of a run is the mean of. */
  readonly rowsPerPoint: number
}
