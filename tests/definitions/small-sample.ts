import { mean, sum } from './resampling.ts'
import { criticalT, crossing, twoSidedP } from './student.ts'
import type { Location } from '#shared/comparison.ts'

/* Statistics of few scores and tests of two groups, by their formulas in float64. Null: there is no value. */

export type Numbers = readonly number[]
export type Ends = readonly [lower: number, upper: number] | null

const inOrder = (values: Numbers) => values.toSorted((a, b) => a - b)

export const formulas: Record<Location, (scores: Numbers) => number> = {
  mean,
  median(scores) {
    const s = inOrder(scores)
    return (s[Math.ceil(s.length / 2) - 1]! + s[Math.floor(s.length / 2)]!) / 2
  },
  interquartileMean(scores) {
    const dropped = Math.floor(scores.length / 4)
    return mean(inOrder(scores).slice(dropped, scores.length - dropped))
  },
}

export function spread(scores: Numbers): number | null {
  if (scores.length < 2) return null
  if (Math.max(...scores) === Math.min(...scores)) return 0
  return Math.sqrt(sum(scores.map((score) => (score - mean(scores)) ** 2)) / (scores.length - 1))
}

export const iqm = formulas.interquartileMean

/** Student's t interval of the mean and Hall's, at each end the further one. */
export function meanEnds(scores: Numbers): Ends {
  const n = scores.length
  const s = spread(scores)
  if (n < 3 || !s) return null
  const t = criticalT(n - 1) / Math.sqrt(n)
  const moment = (power: number) => mean(scores.map((score) => (score - mean(scores)) ** power))
  // Bounded, as docs/intervals.md says, so that the transformation stays far from where its slope is 0.
  const skewness = Math.max(-0.8 / t, Math.min(0.8 / t, moment(3) / moment(2) ** 1.5))
  const hall = (u: number) =>
    u + (skewness * u ** 2) / 3 + (skewness ** 2 * u ** 3) / 27 + skewness / (6 * n)
  const at = (level: number) => crossing((u) => -hall(u), -level, -1e3, 1e3)
  return [mean(scores) - s * Math.max(t, at(t)), mean(scores) - s * Math.min(-t, at(-t))]
}

/** Tukey and McLaughlin's t interval of the interquartile mean. */
export function trimmedEnds(scores: Numbers): Ends {
  const n = scores.length
  const dropped = Math.floor(n / 4)
  const kept = n - 2 * dropped
  const sorted = inOrder(scores)
  const winsorised = scores.map((score) =>
    Math.min(sorted[n - 1 - dropped]!, Math.max(sorted[dropped]!, score)),
  )
  const s = spread(winsorised)!
  const reach = s === 0 ? 0 : criticalT(kept - 1) * s * Math.sqrt((n - 1) / (kept * (kept - 1)))
  return [iqm(scores) - reach, iqm(scores) + reach]
}

export function welch(a: Numbers, b: Numbers) {
  const [s, z] = [spread(a), spread(b)]
  if (s === null || z === null || s + z === 0) return null
  const [v, w] = [s ** 2 / a.length, z ** 2 / b.length]
  const freedom = (v + w) ** 2 / (v ** 2 / (a.length - 1) + w ** 2 / (b.length - 1))
  const difference = mean(a) - mean(b)
  const reach = criticalT(freedom) * Math.sqrt(v + w)
  const p = twoSidedP(difference / Math.sqrt(v + w), freedom)
  return { p, interval: [difference - reach, difference + reach] as const }
}

/** Newcombe's method 5: (θ̂ − θ)² = z² V(θ). */
export function newcombe(found: number, n: number, m: number): Ends {
  if (Math.min(n, m) < 3) return null
  const z = 1.959963984540054
  const size = (n + m) / 2 - 1
  const gap = (at: number) =>
    (found - at) ** 2 -
    ((z ** 2 * at * (1 - at)) / (n * m)) * (1 + size * ((1 - at) / (2 - at) + at / (1 + at)))
  const tiny = 1e-12
  return [
    found === 0 ? 0 : crossing(gap, 0, 0, found === 1 ? 1 - tiny : found),
    found === 1 ? 1 : 1 - crossing((x) => gap(1 - x), 0, 0, found === 0 ? 1 - tiny : 1 - found),
  ]
}

export const pairedT = (differences: Numbers): number | null => {
  const s = spread(differences)
  const { length } = differences
  return s ? twoSidedP((mean(differences) * Math.sqrt(length)) / s, length - 1) : null
}

/** The step-down procedure: p by the tests that are left when those with a smaller p are done with. */
export function holm(p: readonly (number | null)[]): (number | null)[] {
  const tests = p.filter((value) => value !== null)
  return p.map((value) => {
    if (value === null) return null
    const before = tests.filter((other) => other <= value)
    const left = (q: number) => tests.length - tests.filter((other) => other < q).length
    return Math.max(...before.map((q) => Math.min(1, left(q) * q)))
  })
}

/** Tests that could not find anything are adjusted for nothing and count for nothing. */
const canFind = (least: number) => least < 0.05
export const holmOfTests = (
  tests: readonly ({ readonly p: number; readonly leastP: number } | null)[],
) => {
  const adjusted = holm(tests.map((test) => (test && canFind(test.leastP) ? test.p : null)))
  return tests.map((test, i) => adjusted[i] ?? test?.p ?? null)
}
