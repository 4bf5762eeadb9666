import type { Rng } from '../rng.ts'

/** All ways to deal the runs to the groups are looked at up to so many: 10 runs against 10 have 184,756. */
const MOST_EXACT = 200_000
/** Random deals looked at where there are more. */
const RANDOM_DEALS = 20_000

export interface PermutationTest {
  /** Two-sided. */
  readonly p: number
  /** The smallest p that any deal of these scores has. No data of this size with these ties can do better. */
  readonly leastP: number
  /** How many deals of the runs to the groups were looked at. */
  readonly deals: number
  /** Whether those were all there are. */
  readonly isExact: boolean
}

/**
 * Fisher's permutation test of the difference of means: the share of all ways to deal the pooled scores
 * to groups of these sizes whose means differ at least as much. It supposes that under the null
 * hypothesis the scores are exchangeable. Where there are too many ways, random ones are drawn and
 * p = (b + 1)/(B + 1) counts the observed deal among them (Phipson & Smyth 2010), so p is never 0.
 */
export function permutationTest(
  x: readonly number[],
  y: readonly number[],
  rng: Rng,
): PermutationTest {
  const pooled = [...x, ...y]
  const total = pooled.reduce((sum, score) => sum + score, 0)
  const sizes = { x: x.length, y: y.length }
  const distance = (sumOfX: number) => Math.abs(sumOfX / sizes.x - (total - sumOfX) / sizes.y)
  const observed = distance(x.reduce((sum, score) => sum + score, 0))
  // Sums of the same scores in another order may differ in their last digits.
  const scale = Math.max(...pooled.map(Math.abs))
  const isAsFar = (sumOfX: number) => distance(sumOfX) >= observed - 1e-12 * scale

  const deals = combinations(pooled.length, x.length)
  if (deals <= MOST_EXACT) {
    const furthest = Math.max(...extremeSums(pooled, x.length).map(distance))
    let asFar = 0
    let atFurthest = 0
    visitDeals(pooled, x.length, (sumOfX) => {
      if (isAsFar(sumOfX)) asFar++
      if (distance(sumOfX) >= furthest - 1e-12 * scale) atFurthest++
    })
    return { p: asFar / deals, leastP: atFurthest / deals, deals, isExact: true }
  }
  let asFar = 0
  for (let deal = 0; deal < RANDOM_DEALS; deal++) {
    if (isAsFar(randomSum(pooled, x.length, rng))) asFar++
  }
  const leastP = 1 / (RANDOM_DEALS + 1)
  return { p: (asFar + 1) * leastP, leastP, deals: RANDOM_DEALS, isExact: false }
}

/** n over k, or more than `MOST_EXACT` where it is more. */
function combinations(n: number, k: number): number {
  let count = 1
  for (let i = 1; i <= Math.min(k, n - k) && count <= MOST_EXACT; i++) {
    count = (count * (n - i + 1)) / i
  }
  return count
}

/** Returns the sums of the `size` smallest and of the `size` largest scores. */
function extremeSums(scores: readonly number[], size: number): [number, number] {
  const sorted = scores.toSorted((a, b) => a - b)
  const sum = (some: readonly number[]) => some.reduce((total, score) => total + score, 0)
  return [sum(sorted.slice(0, size)), sum(sorted.slice(-size))]
}

/** Calls `visit` with the sum of every choice of `size` scores. */
function visitDeals(scores: readonly number[], size: number, visit: (sum: number) => void): void {
  const choose = (from: number, left: number, sum: number): void => {
    if (left === 0) return visit(sum)
    for (let i = from; i <= scores.length - left; i++) choose(i + 1, left - 1, sum + scores[i]!)
  }
  choose(0, size, 0)
}

/** Sum of `size` scores drawn without replacement; leaves the scores in another order. */
function randomSum(scores: number[], size: number, rng: Rng): number {
  let sum = 0
  for (let i = 0; i < size; i++) {
    const chosen = i + Math.floor(rng.uniform() * (scores.length - i))
    const score = scores[chosen]!
    scores[chosen] = scores[i]!
    scores[i] = score
    sum += score
  }
  return sum
}
