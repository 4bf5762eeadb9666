import { describe, expect, it } from 'vitest'
import { createRng } from '#core/rng.ts'
import { growForest } from '#core/statistics/regression-forest.ts'
import { importanceDefinitions, type Importance } from '#shared/sweep-results.ts'
import { inCanonicalOrder, keyedRng, resamplingKey } from '#main/compare/canonical-runs.ts'
import { fieldImportance } from '#main/compare/field-importance.ts'
import type { Store } from '#main/store/store.ts'
import { finish, storeRun } from '../compare/stored-group.ts'
import { createdAt, openStore, sampleConfig } from '../store/sample-runs.ts'
import { mean, percentiles, sum } from './resampling.ts'

/* What fields explain is computed anew from stored runs, as its definition says. */

interface Cell {
  readonly learningRate: number
  readonly gamma: number
}
interface Row extends Cell {
  readonly seed: number
  readonly score: number
}

const config = sampleConfig()
const rng = createRng(11, 'sweep')
const range = (count: number) => Array.from({ length: count }, (_, i) => i)

function storeRows(rows: readonly Row[]) {
  const store = openStore()
  const owner = store.processes.register(process.pid, createdAt)
  const runs = rows.map(({ learningRate, gamma, seed, score }) =>
    storeRun(store, owner, {
      ...{ seed, score, steps: 100 },
      changes: {
        optimizer: { ...config.optimizer, learningRate } as never,
        estimator: { ...config.estimator, gamma },
      },
    }),
  )
  return { store, runs }
}

const importanceOf = ({ store, runs }: { store: Store; runs: readonly { id: number }[] }) =>
  finish(fieldImportance(store, { runIds: runs.map(({ id }) => id), number: 'meanReturnLast100' }))

const cells: readonly Cell[] = [0.1, 0.2, 0.4].flatMap((learningRate) =>
  [0.9, 0.99].map((gamma) => ({ learningRate, gamma })),
)
const fields = { 'optimizer.learningRate': 'learningRate', 'estimator.gamma': 'gamma' } as const
type Path = keyof typeof fields

const square = (values: readonly number[]) => sum(values.map((value) => value ** 2))

/** SS of what these fields explain by themselves, over SS of all: means of their combinations. */
function explained(rows: readonly Row[], paths: readonly Path[]): number {
  const center = mean(rows.map(({ score }) => score))
  const groups = Map.groupBy(rows, (row) => paths.map((path) => row[fields[path]]).join())
  const between = [...groups.values()].map(
    (some) => some.length * (mean(some.map(({ score }) => score)) - center) ** 2,
  )
  return sum(between) / square(rows.map(({ score }) => score - center))
}

const shareOf = (rows: readonly Row[], paths: readonly Path[]): number =>
  paths.length === 1
    ? explained(rows, paths)
    : explained(rows, paths) - sum(paths.map((path) => explained(rows, [path])))

/** Share of the ways to deal scores anew among runs that differ in this field alone with an η² as large. */
function permutationP(rows: readonly Row[], path: Path): number {
  const other = (Object.keys(fields) as Path[]).find((each) => each !== path)!
  const observed = explained(rows, [path])
  const strata = [...Map.groupBy(rows, (row) => row[fields[other]]).values()]
  const deals = range(4000).map(() => {
    const dealt = strata.flatMap((some) => {
      const scores = some
        .map(({ score }) => ({ score, place: rng.uniform() }))
        .sort((a, b) => a.place - b.place)
      return some.map((row, i) => ({ ...row, score: scores[i]!.score }))
    })
    return explained(dealt, [path]) >= observed - 1e-12
  })
  return deals.filter(Boolean).length / deals.length
}

function checkVariance(found: Importance, rows: readonly Row[], seeds: number): void {
  expect(found.method).toBe('variance')
  expect(found.fields).toHaveLength(3)
  const levels = { 'optimizer.learningRate': 3, 'estimator.gamma': 2 }
  for (const { paths, share, byChance, interval, p } of found.fields) {
    const named = paths as readonly Path[]
    expect(share).toBeCloseTo(shareOf(rows, named), 10)
    const freedom = named.reduce((product, path) => product * (levels[path] - 1), 1)
    expect(byChance).toBeCloseTo(freedom / (rows.length - 1), 12)
    if (seeds === 1) expect(interval).toBeNull()
    else {
      const groups = cells.map((cell) =>
        rows
          .filter((row) => row.learningRate === cell.learningRate && row.gamma === cell.gamma)
          .map(({ score }) => score),
      )
      const of = (drawn: readonly (readonly number[])[]) => {
        const resampled = drawn.flatMap((some, i) =>
          some.map((score, seed) => ({ ...cells[i]!, seed, score })),
        )
        return shareOf(resampled, named)
      }
      const [lower, upper] = percentiles(groups, of, interval!, 4000)
      expect(interval).toEqual({ lower, upper })
    }
    if (named.length === 2) expect(p).toBeNull()
    else {
      const expected = permutationP(rows, named[0]!)
      const error = Math.sqrt((Math.max(expected, 0.001) * (1 - expected)) / 1999)
      expect(Math.abs(p! - expected)).toBeLessThanOrEqual(5 * error)
      expect(p! * 2000).toBeCloseTo(Math.round(p! * 2000), 9)
    }
  }
  const within = 1 - explained(rows, Object.keys(fields) as Path[])
  if (seeds === 1) expect(found.withinCells).toBeNull()
  else expect(found.withinCells).toBeCloseTo(within, 10)
}

/** The same halves and the same shuffles; the forests are those of the product. */
function checkForest(found: Importance, stored: ReturnType<typeof storeRows>): void {
  expect(found.method).toBe('forest')
  const runs = inCanonicalOrder(stored.runs.map(({ id }) => stored.store.runs.get(id)))
  const draws = keyedRng('importance', 'meanReturnLast100', resamplingKey(runs))
  const shuffled = (values: readonly number[]) => {
    const result = [...values]
    for (let i = result.length - 1; i > 0; i--) {
      const j = Math.floor(draws.uniform() * (i + 1))
      ;[result[i], result[j]] = [result[j]!, result[i]!]
    }
    return result
  }
  const given = runs.map(({ progress }) => progress.meanReturnLast100!)
  const deviation = Math.sqrt(square(given.map((y) => y - mean(given))) / (given.length - 1))
  const y = Float64Array.from(given, (score) => (score - mean(given)) / deviation)
  const paths = ['estimator.gamma', 'optimizer.learningRate']
  const columns = [
    Float64Array.from(runs, ({ config: { estimator } }) => estimator.gamma),
    Float64Array.from(runs, ({ config: { optimizer } }) =>
      'learningRate' in optimizer ? optimizer.learningRate : NaN,
    ),
  ]
  const growth: number[][] = [[], []]
  const explainedShares: number[] = []
  for (let split = 0; split < 20; split++) {
    const dealt = shuffled(range(runs.length))
    const [grownOn, asked] = [
      dealt.slice(0, Math.floor(runs.length / 2)),
      dealt.slice(Math.floor(runs.length / 2)),
    ]
    const features = columns.map((values) => ({ values, isOrdered: true }))
    const forest = finish(growForest(features, y, grownOn, 25, draws))
    const errorWith = (rowOf: (feature: number, i: number) => number) =>
      mean(asked.map((row, i) => (y[row]! - forest((f) => columns[f]![rowOf(f, i)]!)) ** 2))
    const center = mean(asked.map((row) => y[row]!))
    const variance = mean(asked.map((row) => (y[row]! - center) ** 2))
    const plain = errorWith((_, i) => asked[i]!)
    explainedShares.push(1 - plain / variance)
    growth.forEach((grown, f) => {
      const others = shuffled(asked)
      const worse = errorWith((feature, i) => (feature === f ? others[i]! : asked[i]!))
      grown.push((worse - plain) / variance)
    })
  }
  expect(found.explained).toBeCloseTo(mean(explainedShares), 10)
  for (const [f, path] of paths.entries()) {
    const { share, interval } = found.fields.find((field) => field.paths[0] === path)!
    const sorted = growth[f]!.toSorted((a, b) => a - b)
    expect(share).toBeCloseTo(mean(sorted), 10)
    // The middle 95 % of 20, between neighbours.
    expect(interval!.lower).toBeCloseTo(sorted[0]! + 0.475 * (sorted[1]! - sorted[0]!), 10)
    expect(interval!.upper).toBeCloseTo(sorted[19]! - 0.475 * (sorted[19]! - sorted[18]!), 10)
  }
}

const effect = ({ learningRate, gamma }: Cell) => 30 * learningRate + 20 * learningRate * gamma
const noisy = (cell: Cell, seed: number): Row => ({
  ...{ ...cell, seed },
  score: effect(cell) + 3 * rng.normal(),
})

const recomputed: Record<keyof typeof importanceDefinitions, () => void> = {
  variance() {
    for (const seeds of [1, 4]) {
      const rows = cells.flatMap((cell) => range(seeds).map((i) => noisy(cell, i + 1)))
      checkVariance(importanceOf(storeRows(rows)), rows, seeds)
    }
  },
  forest() {
    const rows = range(30).map((i) =>
      noisy({ learningRate: 0.01 + rng.uniform(), gamma: 0.9 + 0.1 * rng.uniform() }, i + 1),
    )
    const stored = storeRows(rows)
    checkForest(importanceOf(stored), stored)
  },
}

describe('importance', () => {
  it.each(Object.entries(recomputed))('by %s', (_, check) => check())

  it('is of nothing where no result varies, no field does, or runs are too few for a forest', () => {
    const equal = cells.map((cell): Row => ({ ...cell, seed: 1, score: 0.1 + 0.2 }))
    const alike = range(4).map((i): Row => ({ ...cells[0]!, seed: i, score: i }))
    const few = range(19).map((i): Row => ({
      learningRate: 0.1 + i,
      gamma: 1 / (i + 2),
      seed: i,
      score: i,
    }))
    few.push({ ...few[0]!, seed: 99, gamma: 0.75, score: NaN })
    for (const rows of [equal, alike, few]) {
      expect(importanceOf(storeRows(rows))).toMatchObject({ method: null, fields: [] })
    }
  })
})
