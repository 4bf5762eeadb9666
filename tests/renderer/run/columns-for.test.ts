import { expect, it } from 'vitest'
import { columnsFor } from '#renderer/components/run/columns-for.ts'

it.each([
  [0, 7, 1],
  [6, 7, 6],
  [7, 7, 7],
  [8, 7, 4],
  [13, 7, 7],
  [8, 5, 4],
  [11, 5, 4],
])('sets %d panels, at most %d in a row, in %d columns', (count, most, columns) => {
  expect(columnsFor(count, most)).toBe(columns)
})
