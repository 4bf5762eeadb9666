import { expect, it } from 'vitest'
import { createPolynomial } from '#core/features/polynomial.ts'

function of(observation: number[], degree: number): number[] {
  const { size, write } = createPolynomial(observation.length, degree)
  const into = new Float32Array(size + 2).fill(-9)
  write(Float32Array.from(observation), into, 1)
  expect([into[0], into[size + 1]]).toEqual([-9, -9])
  return [...into.subarray(1, size + 1)]
}

it('polynomials are all monomials up to the total degree, without the constant', () => {
  expect(of([2, 3], 1)).toEqual([2, 3])
  // x, y, x², xy, y², x³, x²y, xy², y³
  expect(of([2, 3], 3)).toEqual([2, 3, 4, 6, 9, 8, 12, 18, 27])
  expect(of([-2], 4)).toEqual([-2, 4, -8, 16])
  // x, y, z, x², xy, xz, y², yz, z²
  expect(of([1, 10, 100], 2)).toEqual([1, 10, 100, 1, 10, 100, 100, 1000, 10_000])
})
