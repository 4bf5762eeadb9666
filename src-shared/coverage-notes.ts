import type { IntervalMethod } from './comparison.ts'
import { intervalCoverage, type Coverage } from './interval-coverage.ts'

/* What simulations say about the intervals on a page; docs/intervals.md has every case. */

/** A 95 % interval that covers the truth in a smaller share of simulations is said to fall short. */
const SOUND = 0.93

/** Returns the case for n scores: the largest simulated size that is no larger; null if no interval is given. */
const caseOf = (cases: readonly Coverage[], n: number): Coverage | null =>
  cases.findLast((each) => each.n <= n) ?? null

const names = {
  mean: 'the mean',
  interquartileMean: 'the IQM',
  probabilityOfImprovement: 'the probability of improvement',
} as const
type Statistic = keyof typeof names
const all = Object.keys(names) as Statistic[]

/** Says which 95 % intervals of the smallest of these groups cover the truth less than 93 times in 100. */
export function coverageNotes(
  sizes: readonly number[],
  method: IntervalMethod,
  statistics: readonly Statistic[] = all,
): string[] {
  const enough = sizes.filter((n) => n >= 3)
  if (enough.length === 0) return []
  const n = Math.min(...enough)
  const parts = statistics
    .filter((statistic) => statistic !== 'probabilityOfImprovement' || enough.length > 1)
    .map((statistic) => shortfall(names[statistic], caseOf(intervalCoverage[method][statistic], n)))
    .filter((part) => part !== null)
  return parts.length === 0
    ? []
    : [`At n = ${n}, 95 % intervals may cover less. In simulations, ${parts.join('; ')}.`]
}

function shortfall(name: string, found: Coverage | null): string | null {
  if (!found || found.lowest >= SOUND) return null
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  return `that of ${name} covers ${percent(found.normal)} for normal scores of n = ${found.n}, and at worst ${percent(found.lowest)} (${found.scores})`
}
