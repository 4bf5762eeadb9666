import { expect, it } from 'vitest'
import { holmAdjusted } from '#core/statistics/holm.ts'
import { interquartileMean, mean, median } from '#core/statistics/location.ts'
import { probabilityOfImprovement } from '#core/statistics/probability-of-improvement.ts'
import { createRng } from '#core/rng.ts'
import type { Location } from '#shared/comparison.ts'
import { locationDefinitions } from '#shared/comparison-definitions.ts'
import { standardDeviation } from '#shared/sample.ts'

/* Numbers of groups, by their formulas, over many random groups with ties. */

const rng = createRng(7, 'groups')
const group = () =>
  Array.from({ length: 1 + Math.floor(12 * rng.uniform()) }, () =>
    rng.uniform() < 0.3 ? Math.floor(5 * rng.uniform()) : 3 + 2 * rng.normal(),
  )
const sorted = (scores: readonly number[]) => scores.toSorted((a, b) => a - b)
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

const functions = { mean, median, interquartileMean }
const formulas: Record<Location, (scores: readonly number[]) => number> = {
  mean: (scores) => sum(scores) / scores.length,
  median(scores) {
    const s = sorted(scores)
    return (s[Math.ceil(s.length / 2) - 1]! + s[Math.floor(s.length / 2)]!) / 2
  },
  interquartileMean(scores) {
    const dropped = Math.floor(scores.length / 4)
    const kept = sorted(scores).slice(dropped, scores.length - dropped)
    return sum(kept) / kept.length
  },
}

it.each(Object.keys(locationDefinitions) as Location[])('%s', (location) => {
  for (let i = 0; i < 300; i++) {
    const scores = group()
    expect(functions[location](scores)).toBeCloseTo(formulas[location](scores), 12)
  }
})

it('spread: s with n − 1', () => {
  for (let i = 0; i < 300; i++) {
    const scores = group()
    if (scores.length < 2) continue
    const squares = sum(scores.map((score) => (score - sum(scores) / scores.length) ** 2))
    expect(standardDeviation(scores)).toBeCloseTo(Math.sqrt(squares / (scores.length - 1)), 12)
  }
})

it('probability of improvement: P(X > Y) + ½P(X = Y)', () => {
  for (let i = 0; i < 300; i++) {
    const [x, y] = [group(), group()]
    const pairs = x.flatMap((a) => y.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)))
    expect(probabilityOfImprovement(x, y)).toBeCloseTo(sum(pairs) / pairs.length, 12)
  }
})

it('Holm: rejects at α what the step-down procedure rejects', () => {
  for (let i = 0; i < 300; i++) {
    const p = group().map(() => rng.uniform() ** 3)
    const adjusted = holmAdjusted(p)
    for (const alpha of [0.01, 0.05, 0.2]) {
      const order = sorted(p)
      const firstKept = order.findIndex((value, k) => value * (p.length - k) > alpha)
      const rejected = firstKept === -1 ? order : order.slice(0, firstKept)
      expect(adjusted.filter((value) => value <= alpha)).toHaveLength(rejected.length)
    }
  }
})
