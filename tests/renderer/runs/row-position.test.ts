import { expect, it } from 'vitest'
import { inOrder, lastOf, moveBy } from '#renderer/components/runs/row-position.ts'

const counts = { entries: 3, membersShown: (entry: number) => (entry === 1 ? 2 : 0) }
const at = (entry: number, member: number | null = null) => ({ entry, member })

it('goes through entries and the members of expanded ones, and no further than the ends', () => {
  const down = [0, 1, 2, 3, 4, 5].map((rows) => moveBy(at(0), rows, counts))
  const all = [at(0), at(1), at(1, 0), at(1, 1), at(2)]
  expect(down).toEqual([...all, at(2)])
  const up = [0, 1, 2, 3, 4, 5].map((rows) => moveBy(at(2), -rows, counts))
  expect(up).toEqual([...all.toReversed(), at(0)])
  expect(lastOf(1, counts)).toEqual(at(1, 1))
})

it('puts two rows in order, an entry before its members', () => {
  expect(inOrder(at(1, 0), at(1))).toEqual([at(1), at(1, 0)])
  expect(inOrder(at(0), at(1, 1))).toEqual([at(0), at(1, 1)])
})
