import { hasSpread } from '#shared/sample.ts'
import { squareOf } from '#shared/math/square.ts'
import type { Rng } from '../rng.ts'
import {
  DEFAULT_CONFIDENCE,
  DEFAULT_RESAMPLES,
  percentileInterval,
  type Interval,
} from './bootstrap.ts'

/** Scores of runs in a full grid: every combination of the levels of its factors as often as any other. */
export interface FactorialDesign {
  /** For each factor, the level of every run, from 0. */
  readonly factors: readonly Uint16Array[]
  readonly levels: readonly number[]
  /** For each run, the combination of levels that it has, from 0. */
  readonly cells: Uint16Array
  readonly runsPerCell: number
}

/** Share of the variance that goes with one factor, or that two explain together beyond each by itself. */
export interface Effect {
  /** One factor or two, by their places. */
  readonly factors: readonly number[]
  /** η² = SS_effect / SS_total. */
  readonly share: number
  /** What would be expected of an effect that does not exist: its degrees of freedom over n − 1. */
  readonly byChance: number
  /** Percentile bootstrap over the seeds of each cell; null: one seed a cell. */
  readonly interval: Interval | null
  /** By dealing the scores anew among runs that differ in this factor alone; null: of two factors. */
  readonly p: number | null
}

export interface FactorialEffects {
  readonly effects: readonly Effect[]
  /** Share within the cells: what seeds alone do; null: one seed a cell. */
  readonly withinCells: number | null
}

const PERMUTATIONS = 1999

/**
 * Whether runs with these levels are a full grid of at least two cells; null: they are not. A column
 * with one level is no factor and must be left out.
 */
export function factorialDesign(columns: readonly (readonly string[])[]): FactorialDesign | null {
  const runs = columns[0]?.length ?? 0
  const coded = columns.map(code)
  const cells = code(
    Array.from({ length: runs }, (_, i) => columns.map((c) => c[i]).join('\u0000')),
  )
  const combinations = coded.reduce((product, { count }) => product * count, 1)
  const runsPerCell = runs / cells.count
  if (runs === 0 || cells.count < 2 || cells.count !== combinations) return null
  const sizes = new Uint32Array(cells.count)
  for (const cell of cells.codes) sizes[cell]! += 1
  if (sizes.some((size) => size !== runsPerCell)) return null
  return {
    factors: coded.map(({ codes }) => codes),
    levels: coded.map(({ count }) => count),
    cells: cells.codes,
    runsPerCell,
  }
}

function code(column: readonly string[]): { codes: Uint16Array; count: number } {
  const known = new Map<string, number>()
  const codes = Uint16Array.from(column, (text) => {
    if (!known.has(text)) known.set(text, known.size)
    return known.get(text)!
  })
  return { codes, count: known.size }
}

/**
 * The analysis of variance of a full grid (Fisher 1925): main effects and interactions of two factors.
 * Null if all scores are equal but for rounding, as there is no variance to explain. Yields between
 * resamples.
 */
export function* factorialEffects(
  design: FactorialDesign,
  scores: readonly number[],
  rng: Rng,
  resamples = DEFAULT_RESAMPLES,
): Generator<void, FactorialEffects | null> {
  const { levels, runsPerCell } = design
  const n = scores.length
  const measured = decompose(design, scores)
  if (!measured) return null
  const hasSeeds = runsPerCell > 1
  const samples = measured.shares.map(() => new Float64Array(hasSeeds ? resamples : 0))
  if (hasSeeds) {
    const byCell = Map.groupBy(scores.keys(), (i) => design.cells[i]!)
    for (let r = 0; r < resamples; r++) {
      const drawn = [...scores]
      for (const members of byCell.values()) {
        for (const i of members)
          drawn[i] = scores[members[Math.floor(rng.uniform() * members.length)]!]!
      }
      const shares = decompose(design, drawn)?.shares
      samples.forEach((sample, e) => (sample[r] = shares?.[e]?.share ?? 0))
      yield
    }
  }
  const effects: Effect[] = []
  for (const [e, { factors: named, share }] of measured.shares.entries()) {
    const freedom = named.reduce((product, f) => product * (levels[f]! - 1), 1)
    effects.push({
      factors: named,
      share,
      byChance: freedom / (n - 1),
      interval: hasSeeds ? percentileInterval(samples[e]!, DEFAULT_CONFIDENCE) : null,
      p: named.length === 1 ? yield* permutationP(design, scores, named[0]!, rng) : null,
    })
  }
  return { effects, withinCells: hasSeeds ? measured.within : null }
}

/** Means of the scores over each value of `codes`. */
function meansBy(codes: Uint16Array, count: number, scores: readonly number[]): Float64Array {
  const means = new Float64Array(count)
  const sizes = new Uint32Array(count)
  for (let i = 0; i < scores.length; i++) {
    means[codes[i]!]! += scores[i]!
    sizes[codes[i]!]! += 1
  }
  return means.map((sum, c) => sum / sizes[c]!)
}

interface Share {
  readonly factors: readonly number[]
  readonly share: number
}

/** Every effect's share of the variance, and that within the cells; null: there is no variance. */
function decompose(
  { factors, levels, cells }: FactorialDesign,
  scores: readonly number[],
): { readonly shares: readonly Share[]; readonly within: number } | null {
  if (!hasSpread(scores)) return null
  const n = scores.length
  const centered = centeredOf(scores)
  const total = centered.reduce((sum, score) => sum + squareOf(score), 0)
  const means = factors.map((codes, f) => meansBy(codes, levels[f]!, centered))
  const sum = (term: (run: number) => number) => {
    let squares = 0
    for (let i = 0; i < n; i++) squares += squareOf(term(i))
    return squares / total
  }
  const main = factors.map((codes, f) => ({
    factors: [f],
    share: sum((i) => means[f]![codes[i]!]!),
  }))
  const pairs = factors.flatMap((a, f) =>
    factors.slice(f + 1).map((b, offset) => {
      const g = f + 1 + offset
      const codes = Uint16Array.from(a, (level, i) => level * levels[g]! + b[i]!)
      const both = meansBy(codes, levels[f]! * levels[g]!, centered)
      return {
        factors: [f, g],
        share: sum((i) => both[codes[i]!]! - means[f]![a[i]!]! - means[g]![b[i]!]!),
      }
    }),
  )
  const ofCells = meansBy(cells, Math.max(...cells) + 1, centered)
  return { shares: [...main, ...pairs], within: sum((i) => centered[i]! - ofCells[cells[i]!]!) }
}

/** Subtracts the mean from scores, so that their size does not drown their differences. */
function centeredOf(scores: readonly number[]): number[] {
  const grand = scores.reduce((sum, score) => sum + score, 0) / scores.length
  return scores.map((score) => score - grand)
}

/**
 * How often scores that are dealt anew among the runs that agree in every other factor have a main effect
 * at least as large: (b + 1)/(B + 1), so that p is never 0 (Phipson & Smyth 2010).
 */
function* permutationP(
  { factors, levels }: FactorialDesign,
  scores: readonly number[],
  factor: number,
  rng: Rng,
): Generator<void, number> {
  const others = factors.filter((_, f) => f !== factor)
  const strata = [
    ...Map.groupBy(scores.keys(), (i) => others.map((codes) => codes[i]).join()).values(),
  ]
  const codes = factors[factor]!
  const centered = centeredOf(scores)
  const rounding = 1e-12 * centered.reduce((sum, score) => sum + squareOf(score), 0)
  // All levels have as many runs, so the squares of their means are the effect but for constants.
  const effect = (dealt: readonly number[]) =>
    meansBy(codes, levels[factor]!, dealt).reduce((sum, mean) => sum + squareOf(mean), 0)
  const observed = effect(centered)
  const dealt = [...centered]
  let asLarge = 0
  for (let deal = 0; deal < PERMUTATIONS; deal++) {
    for (const members of strata) shuffle(dealt, members, rng)
    if (effect(dealt) >= observed - rounding) asLarge++
    yield
  }
  return (asLarge + 1) / (PERMUTATIONS + 1)
}

/** Deals the values at these places anew among them. */
function shuffle(values: number[], places: readonly number[], rng: Rng): void {
  for (let i = places.length - 1; i > 0; i--) {
    const [a, b] = [places[i]!, places[Math.floor(rng.uniform() * (i + 1))]!]
    const value = values[a]!
    values[a] = values[b]!
    values[b] = value
  }
}
