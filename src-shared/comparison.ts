import * as z from 'zod'
import { horizontalAxes, metrics, progressDefinitions, type Definition } from './metrics.ts'

/* Groups of runs that differ in nothing but their seeds, compared by one number a run. */

const runId = z.int().positive()

/** Runs to compare as one: all of a configuration, or some by their ids. */
const group = z.union([
  z.strictObject({ configHash: z.string().regex(/^[0-9a-f]{16}$/) }),
  z.strictObject({ runIds: z.array(runId).min(1).max(200) }),
])
export type GroupReference = z.infer<typeof group>

/** The one number a run is judged by. */
export const runResults = [
  'meanReturnLast100',
  'bestMeanReturn100',
  'areaUnderCurve',
  'evaluation',
] as const
export type RunResult = (typeof runResults)[number]

export const locations = ['mean', 'median', 'interquartileMean'] as const
export type Location = (typeof locations)[number]

const groups = z.array(group).min(1).max(12)
const resamples = z.int().min(100).max(20_000).default(2000)

export const comparisonRequest = z.strictObject({
  groups,
  result: z.enum(runResults).default('meanReturnLast100'),
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

export interface Interval {
  readonly lower: number
  readonly upper: number
}

/** A run that was asked for and is not counted. */
export interface LeftOutRun {
  readonly runId: number
  /** Goes on after "run 3": `has no finished episode`. */
  readonly reason: string
}

/** What the scores of a group amount to. */
export interface GroupSummary {
  readonly mean: number
  /** Null: one run. */
  readonly standardDeviation: number | null
  readonly median: number
  readonly interquartileMean: number
  /** Null: one run, which tells nothing of others. */
  readonly interquartileMeanInterval: Interval | null
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
  /** Null: no run counts. */
  readonly summary: GroupSummary | null
}

/** A two-sided test; `adjustedP` by Holm over all pairs of the comparison. */
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
}

/** Two groups, by their places in the comparison; the first is the one that improves more often. */
export interface ComparedPair {
  readonly first: number
  readonly second: number
  readonly probabilityOfImprovement: number
  /** Null: a group of one run. */
  readonly improvementInterval: Interval | null
  /** Mean of the first minus mean of the second; the interval is Welch's, null where there is none. */
  readonly difference: number
  readonly differenceInterval: Interval | null
  /** Null: a group of one run, or no spread in either. */
  readonly welch: WelchResult | null
  readonly permutation: PermutationResult
}

export interface GroupComparison {
  readonly result: RunResult
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

export const resultDefinitions: Readonly<Record<RunResult, Definition>> = {
  meanReturnLast100: {
    label: 'Final mean return (last 100)',
    definition: 'Of each run, the mean undiscounted return of its last 100 finished episodes',
  },
  bestMeanReturn100: {
    label: 'Best mean return (100)',
    definition:
      'Of each run, the largest mean return of any 100 consecutive episodes: a maximum over training, so it flatters noisy runs',
  },
  areaUnderCurve: {
    label: progressDefinitions.areaUnderCurve.label,
    definition: `Of each run: ${progressDefinitions.areaUnderCurve.definition}`,
  },
  evaluation: {
    label: 'Evaluation (100 episodes)',
    definition:
      'Of each ended run, the mean undiscounted return of its last policy over 100 episodes without learning, the same starts for every run; its action is the most probable one, or the mean of a Gaussian',
  },
}

export const locationDefinitions: Readonly<Record<Location, Definition>> = {
  mean: { label: 'Mean', definition: 'Mean of the runs’ scores: one run that fails pulls it down' },
  median: {
    label: 'Median',
    definition: 'The middle score: half of the runs are better. It varies much between few runs',
  },
  interquartileMean: {
    label: 'IQM',
    definition:
      'Interquartile mean: the mean of what is left when the ⌊n/4⌋ best and the ⌊n/4⌋ worst of n runs are dropped (Agarwal et al. 2021)',
  },
}

/** Names and definitions of the other numbers of a comparison. */
export const comparisonDefinitions = {
  seeds: {
    label: 'Seeds',
    definition: 'Runs that count, n: one for each seed, of those that have this result',
  },
  spread: {
    label: 'Mean ± s',
    definition:
      'Mean of the n scores ± their standard deviation s (n − 1 in the denominator), not the standard error',
  },
  interval: {
    label: '95 % interval',
    definition:
      'Of the IQM: 2.5 % and 97.5 % percentiles over 2,000 bootstrap resamples, in each of which the runs of a group are drawn anew from it with replacement',
  },
  probabilityOfImprovement: {
    label: 'Probability of improvement',
    definition:
      'P(X > Y) + ½P(X = Y) for a run X of the first and Y of the second group: Mann–Whitney U/(n·m). Its 95 % interval is by 2,000 stratified bootstrap resamples; it has no width where every run of one beats every run of the other',
  },
  difference: {
    label: 'Difference of means',
    definition: 'Mean of the first minus mean of the second group, with Welch’s 95 % t interval',
  },
  welch: {
    label: 'Welch p',
    definition:
      'Two-sided p of Welch’s t test: how often normal scores of equal means and these spreads would differ at least so much',
  },
  permutation: {
    label: 'Permutation p',
    definition:
      'Two-sided p of the difference of means: the share of all ways to deal the runs to the two groups whose |difference| is at least as large; of 20,000 random ways, with (b + 1)/(B + 1), where there are more than 200,000. SciPy doubles the smaller one-sided share instead, which differs where the groups differ in size',
  },
  holm: {
    label: 'Holm',
    definition:
      'p adjusted for all pairs of this comparison (Holm 1979): below 0.05, the chance of any false alarm among them is below 5 %',
  },
  profile: {
    label: 'Performance profile',
    definition:
      'Share of a group’s runs that score more than τ, over τ; the band is a 95 % bootstrap interval at each τ by itself',
  },
  curveBand: {
    label: '95 % bootstrap band',
    definition:
      '2.5 % and 97.5 % percentiles over 2,000 resamples of whole runs, at each place by itself: it tells how far other seeds might move the line, not how much runs differ',
  },
  seedsNeeded: {
    label: 'Seeds needed',
    definition:
      'Seeds per group for which Welch’s two-sided test at α = 0.05 finds such a difference with probability 0.8, if scores are normal with these standard deviations (noncentral t)',
  },
} as const satisfies Record<string, Definition>
