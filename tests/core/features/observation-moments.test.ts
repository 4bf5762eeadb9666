import { describe, expect, it } from 'vitest'
import { addMoments, addObservation, createMoments } from '#core/features/observation-moments.ts'
import { createRng } from '#core/rng.ts'

const momentsOf = (observations: readonly Float32Array[]) => {
  const moments = createMoments(observations[0]?.length ?? 2)
  for (const observation of observations) addObservation(moments, observation)
  return moments
}

describe('moments of observations', () => {
  it('are their number, means and sums of squared deviations', () => {
    const observations = [
      [1, 10],
      [2, 10],
      [6, 40],
    ].map((numbers) => Float32Array.from(numbers))
    // Means 3 and 20; 4 + 1 + 9 and 100 + 100 + 400.
    expect([...momentsOf(observations)]).toEqual([3, 3, 20, 14, 600])
  })

  it('stay exact far from zero, where sums of squares would not', () => {
    const observations = [1e6 - 1, 1e6, 1e6 + 1].map((x) => Float32Array.of(x))
    expect([...momentsOf(observations)]).toEqual([3, 1e6, 2])
  })

  it('of parts are those of the whole, parts without any included', () => {
    const rng = createRng(1, 'observations')
    const observations = Array.from({ length: 500 }, () =>
      Float32Array.of(3 + rng.normal(), 100 * rng.normal()),
    )
    const joined = createMoments(2)
    for (const [from, to] of [
      [0, 0],
      [0, 1],
      [1, 120],
      [120, 120],
      [120, 500],
    ]) {
      addMoments(joined, momentsOf(observations.slice(from, to)))
    }
    momentsOf(observations).forEach((moment, i) => {
      expect(Math.abs(joined[i]! / moment - 1)).toBeLessThan(1e-12)
    })
  })
})
