import { hasSpread, mean, standardDeviation } from '#shared/sample.ts'
import { squareOf } from '#shared/math/square.ts'
import type { Rng } from '../rng.ts'
import { DEFAULT_CONFIDENCE, percentileInterval, type Interval } from './bootstrap.ts'
import { growForest, type Feature } from './regression-forest.ts'

export interface ForestImportance {
  /** Of each feature: what the mean squared error on other runs grows by when it is shuffled, over Var(y). */
  readonly features: readonly { readonly share: number; readonly interval: Interval }[]
  /** R² on runs that the forests were not grown on: 1 − MSE/Var(y). */
  readonly explained: number
}

const SPLITS = 20
const TREES = 25

/**
 * Permutation importance (Breiman 2001), always judged on runs that a forest has not seen: the runs are
 * dealt to two halves 20 times, a forest is grown on one and asked about the other, with one field
 * after another shuffled. The interval holds the middle 95 % of the 20. Yields between trees.
 */
export function* forestImportance(
  features: readonly Feature[],
  given: Float64Array,
  rng: Rng,
): Generator<void, ForestImportance> {
  // Shares do not depend on the unit. Scores around 0 and of size 1 let splits compare sums without
  // losing digits.
  const [center, deviation] = [mean(given), standardDeviation(given) || 1]
  const scores = given.map((score) => (score - center) / deviation)
  const losses = features.map(() => new Float64Array(SPLITS))
  let explained = 0
  for (let split = 0; split < SPLITS; split++) {
    const dealt = shuffled(
      Array.from(scores, (_, i) => i),
      rng,
    )
    const half = Math.floor(dealt.length / 2)
    const [grownOn, asked] = [dealt.slice(0, half), dealt.slice(half)]
    const forest = yield* growForest(features, scores, grownOn, TREES, rng)
    const error = (rowOf: (feature: number, i: number) => number) => {
      let squares = 0
      asked.forEach((row, i) => {
        const predicted = forest((f) => features[f]!.values[rowOf(f, i)]!)
        squares += squareOf(scores[row]! - predicted)
      })
      return squares / asked.length
    }
    const known = asked.map((row) => given[row]!)
    const variance = hasSpread(known) ? varianceOf(asked.map((row) => scores[row]!)) : 0
    const plain = error((_, i) => asked[i]!)
    explained += variance > 0 ? (1 - plain / variance) / SPLITS : 0
    for (const [f, loss] of losses.entries()) {
      const others = shuffled([...asked], rng)
      const worse = error((feature, i) => (feature === f ? others[i]! : asked[i]!))
      loss[split] = variance > 0 ? (worse - plain) / variance : 0
      yield
    }
  }
  return {
    explained,
    features: losses.map((loss) => ({
      share: loss.reduce((sum, value) => sum + value, 0) / SPLITS,
      interval: percentileInterval(loss, DEFAULT_CONFIDENCE),
    })),
  }
}

function shuffled(values: number[], rng: Rng): number[] {
  for (let i = values.length - 1; i > 0; i--) {
    const chosen = Math.floor(rng.uniform() * (i + 1))
    const value = values[i]!
    values[i] = values[chosen]!
    values[chosen] = value
  }
  return values
}

function varianceOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + squareOf(value - mean), 0) / values.length
}
