import { describe, expect, it } from 'vitest'
import { createFourier } from '#core/features/fourier.ts'

const quantities = [
  { label: 'a', range: [-1, 3] },
  { label: 'b', range: [0, 10] },
] as const

function of(observation: number[], order: number): number[] {
  const { size, write } = createFourier(quantities.slice(0, observation.length), order)
  const into = new Float32Array(size + 2).fill(-9)
  write(Float32Array.from(observation), into, 1)
  expect([into[0], into[size + 1]]).toEqual([-9, -9])
  return [...into.subarray(1, size + 1)]
}

describe('Fourier features', () => {
  it('of one quantity are the cosines of 1 … n half-waves across its range', () => {
    // s̄ = (0 + 1)/4: cos π/4, cos π/2, cos 3π/4
    const expected = [Math.SQRT1_2, 0, -Math.SQRT1_2]
    of([0], 3).forEach((feature, i) => expect(feature).toBeCloseTo(expected[i]!, 6))
  })

  it('of two are cos π c·s̄ for every c but (0, 0)', () => {
    // s̄ = (1/4, 1/3); c = (1,0) (2,0) (0,1) (1,1) (2,1) (0,2) (1,2) (2,2): c·s̄ in twelfths.
    const twelfths = [3, 6, 4, 7, 10, 8, 11, 14]
    const found = of([0, 10 / 3], 2)
    expect(found).toHaveLength(8)
    twelfths.forEach((n, i) => expect(found[i]).toBeCloseTo(Math.cos((Math.PI * n) / 12), 6))
  })

  it('are those of the border outside the range', () => {
    expect(of([7], 3)).toEqual(of([3], 3))
    expect(of([-50], 3)).toEqual([1, 1, 1])
    of([3], 3).forEach((feature, i) => expect(feature).toBeCloseTo((-1) ** (i + 1), 6))
  })
})
