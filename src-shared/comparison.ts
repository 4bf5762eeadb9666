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

/** Differences are called significant below this p, after Holm. */
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
  /** The run whose configuration and seed it has, if that is why: nothing is missing then. */
  readonly repeats?: number
}

/** A run that ended before its budget, otherwise than by the stopping rule. */
export interface EarlyRun {
  readonly runId: number
  readonly seed: number
  readonly status: 'diverged' | 'failed' | 'stopped' | 'interrupted'
  /** Such as `4 of 120 episodes`. */
  readonly reached: string
}

/** What the scores of a group amount to, on every page. */
export interface ScoreSummary {
  readonly mean: number
  /** Null: one run. */
  readonly standardDeviation: number | null
  /** Null: fewer than 3 runs, or all scores are equal. */
  readonly meanInterval: Interval | null
  readonly median: number
  readonly interquartileMean: number
  /** Null: fewer than 3 runs, or so many equal scores that the interval has no width. */
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
  /** Those of the runs that count whose mean "of the last 100" is over fewer episodes, which are all they have. */
  readonly shortWindows: readonly { readonly runId: number; readonly episodes: number }[]
  /** For steps to threshold: τ, to which the scores are restricted, and how many runs reached the threshold by then. */
  readonly threshold: { readonly limit: number | null; readonly reached: number } | null
  /** Null: no run counts. */
  readonly summary: GroupSummary | null
}

/** A two-sided test; `adjustedP` by Holm over those pairs of the comparison that can be tested in the same way. */
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

/** Two groups by the seeds that both have. */
export interface PairedResult {
  readonly seeds: number
  /** Mean of first minus second, over the seeds. */
  readonly difference: number
  readonly differenceInterval: Interval | null
  /** Student's t test of the differences; null: they are all equal. */
  readonly t: WelchResult | null
  /** All differences with every choice of signs, or random ones. */
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
  /** Null: a group of fewer than 3 runs. */
  readonly improvementInterval: Interval | null
  /** Mean of the first minus mean of the second; the interval is Welch's, null where there is none. */
  readonly difference: number
  readonly differenceInterval: Interval | null
  /** Null: a group of one run, or no spread in either. */
  readonly welch: WelchResult | null
  readonly permutation: PermutationResult
  /** Null: they share fewer than two seeds. */
  readonly paired: PairedResult | null
  /** Runs that are in both groups: these are not independent then, and no test is valid. */
  readonly sharedRuns: readonly number[]
  /** For steps to threshold: τ of this pair, to which the scores of both are restricted. */
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
