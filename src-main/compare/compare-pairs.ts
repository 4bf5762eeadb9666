import { MIN_SCORES } from '#core/statistics/location-intervals.ts'
import { mean } from '#core/statistics/location.ts'
import { pairedTTest, signFlipTest } from '#core/statistics/paired-tests.ts'
import { permutationTest, type PermutationTest } from '#core/statistics/permutation-test.ts'
import {
  improvementInterval,
  newcombeInterval,
  probabilityOfImprovement,
} from '#core/statistics/probability-of-improvement.ts'
import { welchTest } from '#core/statistics/welch-test.ts'
import type { ComparedPair, IntervalMethod, PairedResult } from '#shared/comparison.ts'
import { adjustPairs } from './adjust-pairs.ts'
import { keyedRng } from './canonical-runs.ts'
import { commonLimit } from './run-score.ts'
import type { ScoredGroup } from './score-group.ts'

interface Options {
  readonly intervals: IntervalMethod
  readonly resamples: number
  readonly isLowerBetter: boolean
}

/** Compares all pairs of groups that have scored runs. Yields between pairs. */
export function* comparePairs(
  groups: readonly ScoredGroup[],
  options: Options,
): Generator<void, ComparedPair[]> {
  const pairs: ComparedPair[] = []
  for (const i of groups.keys()) {
    for (let j = i + 1; j < groups.length; j++) {
      if (groups[i]!.scores.length === 0 || groups[j]!.scores.length === 0) continue
      pairs.push(comparePair(groups, i, j, options))
      yield
    }
  }
  return adjustPairs(pairs, groups, options)
}

/**
 * Returns the scores of two groups. Scores that are environment steps are restricted to the same number
 * of steps.
 */
function scoresOf(a: ScoredGroup, b: ScoredGroup) {
  if (!a.watched || !b.watched) return { limit: null, x: a.scores, y: b.scores }
  const limit = commonLimit([...a.watched, ...b.watched])
  const restricted = ({ watched }: ScoredGroup) =>
    watched!.map(({ steps }) => Math.min(steps, limit ?? Infinity))
  return { limit, x: restricted(a), y: restricted(b) }
}

function comparePair(
  groups: readonly ScoredGroup[],
  i: number,
  j: number,
  { intervals, resamples, isLowerBetter }: Options,
): ComparedPair {
  const { limit, x, y } = scoresOf(groups[i]!, groups[j]!)
  const better = isLowerBetter ? probabilityOfImprovement(y, x) : probabilityOfImprovement(x, y)
  const gap = isLowerBetter ? mean(y) - mean(x) : mean(x) - mean(y)
  // The order of the groups decides only between groups that are equal in all of this.
  const keys = [groups[i]!.key, groups[j]!.key] as const
  const isAhead = better !== 0.5 ? better > 0.5 : gap !== 0 ? gap > 0 : keys[0] <= keys[1]
  const [first, second] = isAhead ? [i, j] : [j, i]
  const [ahead, behind] = isAhead ? [x, y] : [y, x]
  const key = isAhead ? keys : [keys[1], keys[0]]
  const rng = (purpose: string) => keyedRng(purpose, ...key)

  const hasInterval = Math.min(x.length, y.length) >= MIN_SCORES
  const [winning, losing] = isLowerBetter ? [behind, ahead] : [ahead, behind]
  const probability = probabilityOfImprovement(winning, losing)
  const interval =
    intervals === 'rliable'
      ? improvementInterval(winning, losing, { rng: rng('improvement'), resamples })
      : newcombeInterval(probability, ahead.length, behind.length)
  const welch = welchTest(ahead, behind)
  const permutation = unadjusted(permutationTest(ahead, behind, rng('permutation')))
  return {
    first,
    second,
    verdict: 'untested',
    probabilityOfImprovement: probability,
    improvementInterval: hasInterval ? interval : null,
    difference: mean(ahead) - mean(behind),
    differenceInterval: welch?.interval ?? null,
    welch: welch && { t: welch.t, degreesOfFreedom: welch.freedom, p: welch.p, adjustedP: welch.p },
    permutation,
    paired: pairBySeed(groups[first]!, ahead, groups[second]!, behind, rng),
    sharedRuns: groups[first]!.runIds.filter((id) => groups[second]!.runIds.includes(id)),
    limit,
  }
}

const unadjusted = ({ p, leastP, deals, isExact }: PermutationTest) => ({
  ...{ p, adjustedP: p, deals, isExact, leastP, leastAdjustedP: leastP },
})

/**
 * Pairs runs by seed. Null if the groups share fewer than two seeds, if one has a seed twice, or if a
 * run is in both.
 */
function pairBySeed(
  a: ScoredGroup,
  x: readonly number[],
  b: ScoredGroup,
  y: readonly number[],
  rng: (purpose: string) => ReturnType<typeof keyedRng>,
): PairedResult | null {
  const isTwice = ({ seeds }: ScoredGroup) => new Set(seeds).size < seeds.length
  if (isTwice(a) || isTwice(b) || a.runIds.some((id) => b.runIds.includes(id))) return null
  const differences = a.seeds.flatMap((seed, place) => {
    const other = b.seeds.indexOf(seed)
    return other < 0 ? [] : [x[place]! - y[other]!]
  })
  if (differences.length < 2) return null
  const t = pairedTTest(differences)
  return {
    seeds: differences.length,
    difference: mean(differences),
    differenceInterval: t?.interval ?? null,
    t: t && { t: t.t, degreesOfFreedom: t.freedom, p: t.p, adjustedP: t.p },
    signFlip: unadjusted(signFlipTest(differences, rng('sign flip'))),
  }
}
