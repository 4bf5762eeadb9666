import { squareOf } from '#shared/math/square.ts'
import type { Rng } from '../rng.ts'

/** One field over all runs: numbers in their order, or codes of what has none. */
export interface Feature {
  readonly values: Float64Array
  readonly isOrdered: boolean
}

/** A node of a regression tree. */
type Node =
  | { readonly kind: 'leaf'; readonly mean: number }
  | {
      readonly kind: 'split'
      readonly feature: number
      /** Goes left: at most this, or where the feature has no order, exactly this. */
      readonly at: number
      readonly left: Node
      readonly right: Node
    }

const LEAST_LEAF = 3

/** Predicts the score of a run from its features. */
export type Forest = (valueOf: (feature: number) => number) => number

/**
 * A random forest (Breiman 2001) of these rows: the mean of trees, each grown on rows drawn with
 * replacement, each split the best one among a third of the features. Yields between trees.
 */
export function* growForest(
  features: readonly Feature[],
  scores: Float64Array,
  rows: readonly number[],
  trees: number,
  rng: Rng,
): Generator<void, Forest> {
  const grown: Node[] = []
  for (let t = 0; t < trees; t++) {
    const drawn = rows.map(() => rows[Math.floor(rng.uniform() * rows.length)]!)
    grown.push(growTree(features, scores, drawn, rng))
    yield
  }
  return (valueOf) => {
    let sum = 0
    for (const tree of grown) {
      let node = tree
      while (node.kind === 'split') {
        const value = valueOf(node.feature)
        const goesLeft = features[node.feature]!.isOrdered ? value <= node.at : value === node.at
        node = goesLeft ? node.left : node.right
      }
      sum += node.mean
    }
    return sum / trees
  }
}

function growTree(
  features: readonly Feature[],
  scores: Float64Array,
  rows: readonly number[],
  rng: Rng,
): Node {
  const split = rows.length >= 2 * LEAST_LEAF ? bestSplit(features, scores, rows, rng) : null
  if (!split) {
    return { kind: 'leaf', mean: rows.reduce((sum, row) => sum + scores[row]!, 0) / rows.length }
  }
  const { feature, at } = split
  const { values, isOrdered } = features[feature]!
  const goesLeft = (row: number) => (isOrdered ? values[row]! <= at : values[row] === at)
  return {
    kind: 'split',
    feature,
    at,
    left: growTree(features, scores, rows.filter(goesLeft), rng),
    right: growTree(
      features,
      scores,
      rows.filter((row) => !goesLeft(row)),
      rng,
    ),
  }
}

/** The split that leaves the least squares; null: none leaves fewer than there are. */
function bestSplit(
  features: readonly Feature[],
  scores: Float64Array,
  rows: readonly number[],
  rng: Rng,
): { readonly feature: number; readonly at: number } | null {
  const total = rows.reduce((sum, row) => sum + scores[row]!, 0)
  // Σ of squares is the same for every split: it is least where this is largest.
  const base = squareOf(total) / rows.length
  let best: { feature: number; at: number } | null = null
  let most = base + 1e-12 * (1 + Math.abs(base))
  for (const feature of someOf(features.length, Math.ceil(features.length / 3), rng)) {
    for (const { at, sum, count } of cuts(features[feature]!, scores, rows)) {
      if (count < LEAST_LEAF || rows.length - count < LEAST_LEAF) continue
      const explained = squareOf(sum) / count + squareOf(total - sum) / (rows.length - count)
      if (explained > most) [most, best] = [explained, { feature, at }]
    }
  }
  return best
}

/** Every way to cut rows in two by a feature, with the sum and number of those on the left. */
function* cuts({ values, isOrdered }: Feature, scores: Float64Array, rows: readonly number[]) {
  const sums = new Map<number, { sum: number; count: number }>()
  for (const row of rows) {
    const group = sums.get(values[row]!)
    if (group) {
      group.sum += scores[row]!
      group.count += 1
    } else sums.set(values[row]!, { sum: scores[row]!, count: 1 })
  }
  if (!isOrdered) {
    for (const [at, group] of sums) yield { at, ...group }
    return
  }
  let [sum, count] = [0, 0]
  for (const at of [...sums.keys()].sort((a, b) => a - b)) {
    sum += sums.get(at)!.sum
    count += sums.get(at)!.count
    yield { at, sum, count }
  }
}

/** `count` of the numbers 0 … `all` − 1, without repetition. */
function someOf(all: number, count: number, rng: Rng): number[] {
  const numbers = Array.from({ length: all }, (_, i) => i)
  for (let i = 0; i < count; i++) {
    const chosen = i + Math.floor(rng.uniform() * (all - i))
    const number = numbers[chosen]!
    numbers[chosen] = numbers[i]!
    numbers[i] = number
  }
  return numbers.slice(0, count)
}
