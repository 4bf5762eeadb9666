import { expect, it } from 'vitest'
import { disjointTriples } from '#renderer/guided/disjoint-triples.ts'

it('sets every three of six against the other three, once', () => {
  // 1 2 3 against 4 5 6 differ by 3 on average and are the only ones fully apart.
  const found = disjointTriples([4, 1, 6, 2, 5, 3], 2.5)
  expect(found.comparisons).toBe(10)
  expect(found.shareSeparated).toBeCloseTo(1 / 10, 12)
  expect(found.shareBeyond).toBeCloseTo(1 / 10, 12)
})

it('finds one comparison in ten fully apart, whatever the twenty results are', () => {
  const scores = Array.from({ length: 20 }, (_, i) => Math.sin(12.9898 * (i + 1)) * 43758.5)
  const { comparisons, shareSeparated } = disjointTriples(scores, 0)
  expect(comparisons).toBe((1140 * 680) / 2)
  expect(shareSeparated).toBeCloseTo(0.1, 12)
})

it('says nothing of fewer than six', () => {
  expect(disjointTriples([1, 2, 3, 4, 5], 0)).toEqual({
    comparisons: 0,
    shareBeyond: 0,
    shareSeparated: 0,
  })
})
