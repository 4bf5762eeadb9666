import { holmAdjusted } from '#core/statistics/holm.ts'
import { MIN_SCORES } from '#core/statistics/location-intervals.ts'
import {
  SIGNIFICANCE,
  type ComparedPair,
  type PermutationResult,
  type Verdict,
} from '#shared/comparison.ts'

/**
 * Adjusts the p values of all pairs together and says what each pair shows. Only tests that can find
 * something count: a permutation test of so few runs that no p is below 0.05 raises no false alarm
 * (Tarone 1990).
 */
export function adjustPairs(
  pairs: readonly ComparedPair[],
  groups: readonly { readonly scores: readonly number[] }[],
  { isLowerBetter }: { readonly isLowerBetter: boolean },
): ComparedPair[] {
  const welch = adjusted(pairs.map((pair) => pair.welch?.p ?? null))
  const pairedT = adjusted(pairs.map(({ paired }) => paired?.t?.p ?? null))
  const permutation = adjustedTests(pairs.map((pair) => pair.permutation))
  const signFlip = adjustedTests(pairs.map(({ paired }) => paired?.signFlip ?? null))
  return pairs.map((pair, i) => {
    const complete: ComparedPair = {
      ...pair,
      welch: pair.welch && { ...pair.welch, adjustedP: welch[i]! },
      permutation: permutation[i]!,
      paired: pair.paired && {
        ...pair.paired,
        t: pair.paired.t && { ...pair.paired.t, adjustedP: pairedT[i]! },
        signFlip: signFlip[i]!,
      },
    }
    const sizes = [pair.first, pair.second].map((group) => groups[group]!.scores.length)
    return { ...complete, verdict: verdictOf(complete, Math.min(...sizes), isLowerBetter) }
  })
}

/** Adjusts p values by Holm. A null stays null and does not count. */
function adjusted(pValues: readonly (number | null)[]): (number | null)[] {
  const tested = pValues.flatMap((p, i) => (p === null ? [] : [{ p, i }]))
  const found = holmAdjusted(tested.map(({ p }) => p))
  const result: (number | null)[] = pValues.map(() => null)
  tested.forEach(({ i }, place) => (result[i] = found[place]!))
  return result
}

function adjustedTests(tests: readonly (PermutationResult | null)[]): (PermutationResult | null)[] {
  const canFind = (test: PermutationResult | null) => test !== null && test.leastP < SIGNIFICANCE
  const count = tests.filter(canFind).length
  const found = adjusted(tests.map((test) => (canFind(test) ? test!.p : null)))
  return tests.map(
    (test, i) =>
      test && {
        ...test,
        adjustedP: found[i] ?? test.p,
        leastAdjustedP: Math.min(1, test.leastP * Math.max(1, canFind(test) ? count : 1)),
      },
  )
}

/** The test is Welch's, or the permutation test if no group varies. */
function verdictOf(
  {
    welch,
    permutation,
    difference,
    probabilityOfImprovement,
    improvementInterval,
    sharedRuns,
  }: ComparedPair,
  fewest: number,
  isLowerBetter: boolean,
): Verdict {
  if (fewest < MIN_SCORES || sharedRuns.length > 0) return 'untested'
  const isSignificant = (welch ?? permutation).adjustedP < SIGNIFICANCE
  const isApart = improvementInterval !== null && improvementInterval.lower > 0.5
  if (!isSignificant) return isApart ? 'disagree' : 'not-significant'
  const isAhead =
    probabilityOfImprovement > 0.5 && (isLowerBetter ? difference < 0 : difference > 0)
  return isAhead && isApart ? 'improves' : 'disagree'
}
