import { describe, expect, it } from 'vitest'
import { createRng } from '#core/rng.ts'
import { holmAdjusted } from '#core/statistics/holm.ts'
import { permutationTest } from '#core/statistics/permutation-test.ts'
import { welchTest } from '#core/statistics/welch-test.ts'
import { A, B } from './scores.ts'

const rng = () => createRng(1, 'permutation')

describe('Welch’s test', () => {
  it('is scipy.stats.ttest_ind(A, B, equal_var=False)', () => {
    const test = welchTest(A, B)!
    expect(test.t).toBeCloseTo(2.2802822564476677, 12)
    expect(test.freedom).toBeCloseTo(17.479921527139364, 11)
    expect(test.p).toBeCloseTo(0.035384400994889285, 12)
    expect(test.interval.lower).toBeCloseTo(6.385823535051983, 9)
    expect(test.interval.upper).toBeCloseTo(160.1541764649482, 9)
  })

  it('is the same but for its sign the other way round', () => {
    expect(welchTest(B, A)).toMatchObject({ t: -welchTest(A, B)!.t, p: welchTest(A, B)!.p })
  })

  it('says nothing of one run, or where nothing varies', () => {
    expect(welchTest([1], [2, 3])).toBeNull()
    expect(welchTest([1, 1], [2, 2])).toBeNull()
    expect(welchTest([0.95, 0.95, 0.95], [0.9, 0.9, 0.9])).toBeNull()
    expect(welchTest([0.1 + 0.2, 0.3], [0.7, 0.7])).toBeNull()
  })
})

it('is told of a group without spread against one with it, as scipy does', () => {
  // scipy.stats.ttest_ind([0.95] * 3, [0.9, 0.97, 0.85], equal_var=False)
  const test = welchTest([0.95, 0.95, 0.95], [0.9, 0.97, 0.85])!
  expect(test.t).toBeCloseTo(1.2451741707874906, 9)
  expect(test.freedom).toBeCloseTo(2, 12)
  expect(test.p).toBeCloseTo(0.3391728618920483, 9)
})

describe('permutation test', () => {
  it('counts by hand: of the six deals of 1, 2, 3, 4 two are as far apart as 1, 2 from 3, 4', () => {
    expect(permutationTest([1, 2], [3, 4], rng())).toEqual({
      p: 2 / 6,
      leastP: 2 / 6,
      deals: 6,
      isExact: true,
    })
  })

  it('counts deals of equal difference whatever the order of their sums', () => {
    // 0.1 + 0.2 + 0.3 differs in its last digit from 0.3 + 0.2 + 0.1.
    expect(permutationTest([0.1, 0.2, 0.3], [0.3, 0.2, 0.1], rng()).p).toBe(1)
  })

  it.each([
    [5, 76, 252],
    [10, 6742, 184_756],
  ])('is exact for %i runs against as many: scipy counts %i of %i', (n, count, deals) => {
    const test = permutationTest(A.slice(0, n), B.slice(0, n), rng())
    expect(test).toMatchObject({ p: count / deals, deals, isExact: true })
  })

  it('draws deals where there are too many, and comes near the exact share', () => {
    const more = (scores: readonly number[]) => [...scores, ...scores.map((score) => score + 1)]
    const test = permutationTest(more(A), more(B), rng())
    expect(test).toMatchObject({ isExact: false, deals: 20_000 })
    // 200,000 deals by numpy: 0.0021.
    expect(test.p).toBeGreaterThan(0.0011)
    expect(test.p).toBeLessThan(0.0034)
  })

  it('never says that chance is impossible', () => {
    const low = Array.from({ length: 20 }, (_, i) => i)
    const high = low.map((score) => score + 1000)
    expect(permutationTest(low, high, rng()).p).toBe(1 / 20_001)
  })
})

describe('Holm’s adjustment', () => {
  it('multiplies the k-th smallest of m by m − k + 1, never below the one before, at most 1', () => {
    // 0.01·4, 0.02·3, 0.03·2 raised to 0.06, 0.5·1, in the order given.
    const adjusted = holmAdjusted([0.03, 0.01, 0.5, 0.02])
    const expected = [0.06, 0.04, 0.5, 0.06]
    adjusted.forEach((p, i) => expect(p).toBeCloseTo(expected[i]!, 12))
    expect(holmAdjusted([0.7, 0.8])).toEqual([1, 1])
    expect(holmAdjusted([0.2])).toEqual([0.2])
  })
})
