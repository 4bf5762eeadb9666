import { describe, expect, it } from 'vitest'
import {
  performanceProfile,
  type PerformanceProfile,
} from '#core/statistics/performance-profile.ts'
import { seedsNeeded } from '#core/statistics/seeds-needed.ts'
import { comparisonDefinitions, locationDefinitions } from '#shared/comparison-definitions.ts'
import type { Interval, Location } from '#shared/comparison.ts'
import {
  dealtDifferences,
  flippedSums,
  largest,
  mean,
  percentiles,
  shareFrom,
  sum,
} from './resampling.ts'
import { given, type Given, type Pair } from './scored-runs.ts'
import {
  formulas,
  holm,
  holmOfTests,
  iqm,
  meanEnds,
  newcombe,
  pairedT,
  spread,
  trimmedEnds,
  welch,
  type Ends,
  type Numbers,
} from './small-sample.ts'
import { EPISODES, scoredGroups, storeAndCompare, timedGroups } from './stored-comparison.ts'
import { crossing, powerOf } from './student.ts'

/* Every number of a comparison is computed anew from the stored runs, as its definition says. Null: it has no value. */

/** What the product says beside what the definition says. */
type Numbered = readonly (readonly [found: number | null, expected: number | null])[]

const ends = (interval: Interval | null): Ends => interval && [interval.lower, interval.upper]
const both = (found: Interval | null, expected: Ends): Numbered =>
  ends(found) && expected
    ? [0, 1].map((i) => [ends(found)![i]!, expected[i]!] as const)
    : [[ends(found)?.[0] ?? null, expected?.[0] ?? null]]

function theta({ a, b }: Pair, isLowerBetter: boolean): number {
  const wins = a.flatMap((x) =>
    b.map((y) => (x === y ? 0.5 : Number(isLowerBetter ? x < y : x > y))),
  )
  return mean(wins)
}

/** Slow numbers are recomputed for some pairs only. */
const everyFifth = (pairs: readonly Pair[]) => pairs.filter((_, i) => i % 5 === 0)

type Profile = Pick<PerformanceProfile, 'fraction' | 'lower' | 'upper'>

/** Wilson’s ends are the π with |share − π| = z √(π(1 − π)/n). */
const profileOf = (scores: Numbers, thresholds: Numbers, found: Profile): Numbered =>
  thresholds.flatMap((tau, at): Numbered => {
    const n = scores.length
    const share = scores.filter((score) => score > tau).length / n
    const gap = (pi: number) =>
      Math.abs(share - pi) - 1.959963984540054 * Math.sqrt((pi * (1 - pi)) / n)
    return [
      [found.fraction[at]!, share],
      [found.lower[at]!, share === 0 ? 0 : crossing(gap, 0, 1e-15, share)],
      [found.upper[at]!, share === 1 ? 1 : 1 - crossing((x) => gap(1 - x), 0, 1e-15, 1 - share)],
    ]
  })

const MOST_DEALS = 200_000
const binomial = (n: number, k: number): number => (k === 0 ? 1 : (n / k) * binomial(n - 1, k - 1))

const recomputed: Record<keyof typeof comparisonDefinitions, (all: Given) => Numbered> = {
  seeds: ({ compared, scores }) =>
    compared.groups.map(({ seeds }, i) => [seeds.length, scores[i]!.length]),

  spread: ({ compared, scores }) =>
    compared.groups.flatMap(({ summary }, i) => [
      [summary!.mean, mean(scores[i]!)],
      [summary!.standardDeviation, spread(scores[i]!)],
    ]),

  interval: ({ compared, byRliable, scores, limits }) =>
    compared.groups.flatMap(({ summary }, i) => {
      const trimmed = scores[i]!.length < 3 ? null : trimmedEnds(scores[i]!)
      const percentile = ends(byRliable.groups[i]!.summary!.interquartileMeanInterval)
      const further = trimmed && [
        Math.min(trimmed[0], percentile![0]),
        Math.min(limits[i] ?? Infinity, Math.max(trimmed[1], percentile![1])),
      ]
      const found = summary!.interquartileMeanInterval
      return both(found, further && further[0]! < further[1]! ? [further[0]!, further[1]!] : null)
    }),

  meanInterval: ({ compared, scores, limits }) =>
    compared.groups.flatMap(({ summary }, i) => {
      const expected = meanEnds(scores[i]!)
      return both(
        summary!.meanInterval,
        expected && [expected[0], Math.min(limits[i] ?? Infinity, expected[1])],
      )
    }),

  rliableInterval: ({ byRliable, scores, ofPairs, isLowerBetter }) => [
    ...byRliable.groups.flatMap(({ summary }, i) =>
      (['mean', 'interquartileMean'] as const).flatMap((location) => {
        const found = summary![`${location}Interval`]
        const of = ([resampled]: readonly Numbers[]) => formulas[location](resampled!)
        const hasInterval = scores[i]!.length >= 3 && found !== null
        return both(found, hasInterval ? percentiles([scores[i]!], of, found) : null)
      }),
    ),
    ...everyFifth(ofPairs).flatMap((pair) => {
      const found = pair.byRliable.improvementInterval
      if (Math.min(pair.a.length, pair.b.length) < 3 || !found) return both(found, null)
      const of = ([a, b]: readonly Numbers[]) => theta({ ...pair, a: a!, b: b! }, isLowerBetter)
      return both(found, percentiles([pair.a, pair.b], of, found))
    }),
  ],

  probabilityOfImprovement: ({ ofPairs, isLowerBetter }) =>
    ofPairs.flatMap((each) => {
      const expected = theta(each, isLowerBetter)
      return [
        [each.pair.probabilityOfImprovement, expected],
        ...both(each.pair.improvementInterval, newcombe(expected, each.a.length, each.b.length)),
      ]
    }),

  difference: ({ ofPairs }) =>
    ofPairs.flatMap(({ pair, a, b }) => [
      [pair.difference, mean(a) - mean(b)],
      ...both(pair.differenceInterval, welch(a, b)?.interval ?? null),
    ]),

  paired: ({ ofPairs }) =>
    ofPairs.flatMap(({ pair: { paired }, differences }) => {
      if (differences.length < 2) return [[paired?.seeds ?? null, null]]
      const flipped = flippedSums(differences)
      return [
        [paired!.seeds, differences.length],
        [paired!.difference, mean(differences)],
        [paired!.t?.p ?? null, pairedT(differences)],
        [paired!.signFlip.p, shareFrom(flipped, Math.abs(sum(differences)))],
        [paired!.signFlip.leastP, shareFrom(flipped, largest(flipped))],
      ]
    }),

  welch: ({ ofPairs }) =>
    ofPairs.map(({ pair, a, b }) => [pair.welch?.p ?? null, welch(a, b)?.p ?? null]),

  permutation: ({ ofPairs }) =>
    ofPairs.flatMap(({ pair: { permutation: test }, a, b }) => {
      const dealt = dealtDifferences(a, b)
      const p = shareFrom(dealt, Math.abs(mean(a) - mean(b)))
      if (binomial(a.length + b.length, a.length) <= MOST_DEALS) {
        return [
          [test.p, p],
          [test.leastP, shareFrom(dealt, largest(dealt))],
        ]
      }
      // Random ways: a share of 20,000 and one more, within five standard errors of that of all.
      const asFar = test.p * 20_001 - 1
      const isNear = Math.abs(asFar / 20_000 - p) < 5 * Math.sqrt((p * (1 - p)) / 20_000)
      return [
        [asFar, isNear ? Math.round(asFar) : NaN],
        [test.leastP, 1 / 20_001],
      ]
    }),

  holm: ({ compared: { pairs } }) => {
    const columns: [readonly (number | null)[], (number | null)[]][] = [
      [
        pairs.map(({ welch: w }) => w?.adjustedP ?? null),
        holm(pairs.map((x) => x.welch?.p ?? null)),
      ],
      [
        pairs.map(({ paired }) => paired?.t?.adjustedP ?? null),
        holm(pairs.map(({ paired }) => paired?.t?.p ?? null)),
      ],
      [
        pairs.map(({ permutation }) => permutation.adjustedP),
        holmOfTests(pairs.map(({ permutation }) => permutation)),
      ],
      [
        pairs.map(({ paired }) => paired?.signFlip.adjustedP ?? null),
        holmOfTests(pairs.map(({ paired }) => paired?.signFlip ?? null)),
      ],
    ]
    return columns.flatMap(([found, expected]) => found.map((p, i) => [p, expected[i]!] as const))
  },

  profile: ({ compared, scores }) =>
    compared.groups.flatMap(({ summary }, i) => [
      ...profileOf(scores[i]!, compared.thresholds, summary!.profile),
      // A run that scores τ does not score more than τ.
      ...profileOf(scores[i]!, scores[i]!, performanceProfile(scores[i]!, scores[i]!)),
    ]),

  curveBand: ({ curves, runs, returns, compared }) => {
    // Learning curves need no score, so those of all runs with a seed of their own are drawn.
    if (compared.result !== 'stepsToThreshold') return []
    return curves.flatMap(({ x, value, lower, upper }, i) => {
      const all = [...runs[i]!]
      if (x.length !== EPISODES || all.length !== curves[i]!.runs) return []
      return x.flatMap((at, place): Numbered => {
        const values = all.map(({ id }) => returns.get(id)![at - 1]!)
        const found = { lower: lower[place]!, upper: upper[place]! }
        const band = percentiles([values], ([resampled]) => iqm(resampled!), found)
        return [[value[place]!, iqm(values)], ...both(found, band)]
      })
    })
  },

  seedsNeeded: ({ ofPairs }) =>
    ofPairs.flatMap(({ a, b }, place): Numbered => {
      const [s, z] = [spread(a) ?? 0, spread(b) ?? 0]
      const difference = mean(a) - mean(b)
      const found = seedsNeeded({ difference, standardDeviations: [s, z] })
      if (s + z === 0 || difference === 0) return [[found, null]]
      const power = (n: number) =>
        powerOf(
          Math.abs(difference) / Math.sqrt((s ** 2 + z ** 2) / n),
          ((n - 1) * (s ** 2 + z ** 2) ** 2) / (s ** 4 + z ** 4),
        )
      if (place % 5 > 0 || found === null || found > 100) return []
      const isLeast = power(found) >= 0.8 && (found === 2 || power(found - 1) < 0.8)
      return [[found, isLeast ? found : NaN]]
    }),
}

const stored = {
  'final mean returns': given(storeAndCompare(scoredGroups, 'meanReturnLast100')),
  'steps to the threshold': given(storeAndCompare(timedGroups, 'stepsToThreshold')),
}

/** The definitions that were seen with a value, and those that were seen without. */
const seen = { number: new Set<string>(), null: new Set<string>() }

function expectNear(numbers: Numbered): void {
  for (const [found, expected] of numbers) {
    if (found === null || expected === null) expect(found).toBe(expected)
    else {
      const error = Math.abs(found - expected)
      expect(error).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)))
    }
  }
}

describe.each(Object.entries(stored))('comparing %s', (_, all) => {
  it.each(Object.keys(locationDefinitions) as Location[])('%s', (location) => {
    expectNear(
      all.compared.groups.map(({ summary }, i) => [
        summary![location],
        formulas[location](all.scores[i]!),
      ]),
    )
  })

  it.each(Object.entries(recomputed))('%s', (key, compute) => {
    const numbers = compute(all)
    expectNear(numbers)
    for (const [found] of numbers) seen[found === null ? 'null' : 'number'].add(key)
  })
})

it('finds every number with a value, and those that may have none without one', () => {
  const always = ['seeds', 'permutation', 'profile', 'curveBand']
  const keys = Object.keys(recomputed)
  expect([...seen.number].toSorted()).toEqual(keys.toSorted())
  expect([...seen.null].toSorted()).toEqual(keys.filter((key) => !always.includes(key)).toSorted())
})
