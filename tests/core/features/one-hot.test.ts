import { expect, it } from 'vitest'
import { createOneHot } from '#core/features/one-hot.ts'

it('an index becomes a 1 at its place among zeros', () => {
  const { size, write } = createOneHot(4)
  expect(size).toBe(4)
  const into = new Float32Array(6).fill(9)
  write(Float32Array.of(2), into, 1)
  expect([...into]).toEqual([9, 0, 0, 1, 0, 9])
  write(Float32Array.of(0), into, 1)
  expect([...into]).toEqual([9, 1, 0, 0, 0, 9])
})
