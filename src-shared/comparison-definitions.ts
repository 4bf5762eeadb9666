import type { IntervalMethod, Location } from './comparison.ts'
import type { Definition } from './metrics.ts'

/* Names and definitions of the numbers of a comparison. */

export const locationDefinitions: Readonly<Record<Location, Definition>> = {
  mean: {
    label: 'Mean',
    definition: 'Mean of the runs’ scores. Sensitive to outliers: one failed run lowers it',
  },
  median: {
    label: 'Median',
    definition: 'The middle score: half of the runs are better. Noisy for few runs',
  },
  interquartileMean: {
    label: 'IQM',
    definition:
      'Interquartile mean: the mean without the ⌊n/4⌋ best and the ⌊n/4⌋ worst of n runs (Agarwal et al. 2021)',
  },
}

/** Names of the methods for intervals. */
export const intervalMethodLabels: Readonly<Record<IntervalMethod, string>> = {
  'small-sample': 'For few seeds',
  rliable: 'rliable (percentile bootstrap)',
}

/** Names and definitions of the other numbers of a comparison. */
export const comparisonDefinitions = {
  seeds: {
    label: 'Seeds',
    definition: 'Number of scored runs, n: one per seed, among those that have this result',
  },
  spread: {
    label: 'Mean ± s',
    definition:
      'Mean of the n scores ± their standard deviation s (n − 1 in the denominator), not the standard error. One score has no s',
  },
  interval: {
    label: '95 % interval',
    definition:
      'Of the IQM: at each end the wider of Tukey and McLaughlin’s t interval and the percentile bootstrap (2,000 resamples, or all of them for up to 5 seeds). Needs 3 seeds and some spread. For steps to threshold it ends at τ. docs/intervals.md has its coverage',
  },
  meanInterval: {
    label: '95 % interval of the mean',
    definition:
      'At each end the wider of Student’s t interval and Hall’s, which corrects for skewness. Needs 3 seeds and some spread. For steps to threshold it ends at τ',
  },
  rliableInterval: {
    label: '95 % interval (rliable)',
    definition:
      '2.5 % and 97.5 % percentiles over 2,000 bootstrap resamples, each of which draws the runs of a group with replacement; over all resamples if there are at most 3,125, as for 5 runs. Needs 3 seeds in each group. Too narrow for few seeds',
  },
  probabilityOfImprovement: {
    label: 'Probability of improvement',
    definition:
      'P(X > Y) + ½P(X = Y) for a run X of the first and Y of the second group, or P(X < Y) if lower is better: Mann–Whitney U/(n·m). Its 95 % interval is Newcombe’s (2006, method 5), which keeps its width even if every run of one group beats every run of the other. Needs 3 seeds in each group',
  },
  difference: {
    label: 'Difference of means',
    definition:
      'Mean of the first minus mean of the second group, with Welch’s 95 % t interval, which needs 2 seeds in each group and some spread',
  },
  paired: {
    label: 'Paired p',
    definition:
      'Tests of the differences between runs with the same seed, over the seeds that both groups have: Student’s t, then the share of all choices of signs whose sum is at least as far from 0 (of 20,000 random ones for more than 17 seeds, with (b + 1)/(B + 1)). Needs 2 seeds, and for t differences that are not all equal. More powerful than unpaired tests if runs with the same seed do well or badly together',
  },
  welch: {
    label: 'Welch p',
    definition:
      'Two-sided p of Welch’s t test: how often normal scores with equal means and these spreads would differ at least this much. Needs 2 seeds in each group and some spread',
  },
  permutation: {
    label: 'Permutation p',
    definition:
      'Two-sided p of the difference of means: the share of all ways to assign the runs to the two groups whose |difference| is at least as large; of 20,000 random ways, with (b + 1)/(B + 1), if there are more than 200,000. SciPy doubles the smaller one-sided share instead, which differs for groups of different sizes',
  },
  holm: {
    label: 'Holm',
    definition:
      'p adjusted for all pairs of this comparison that can be tested (Holm 1979): below 0.05, the chance of any false alarm among them is below 5 %',
  },
  profile: {
    label: 'Performance profile',
    definition:
      'Share of a group’s runs that score more than τ, over τ; the band is Wilson’s 95 % interval of that share, at each τ by itself',
  },
  curveBand: {
    label: '95 % bootstrap band',
    definition:
      '2.5 % and 97.5 % percentiles over 2,000 resamples of whole runs (all resamples of up to 5), at each place by itself. It shows how far other seeds might move the line, not how much runs differ',
  },
  seedsNeeded: {
    label: 'Seeds needed',
    definition:
      'Seeds per group with which Welch’s two-sided test at α = 0.05 finds this difference with probability 0.8, if scores are normal with these standard deviations (noncentral t). No value without spread or difference, or beyond 100,000',
  },
} as const satisfies Record<string, Definition>
