import { expect, it } from 'vitest'
import { groupByTrajectory } from '#core/engines/trajectory-rows.ts'

it('groups the rows of a batch by trajectory, each by time', () => {
  // Lengths 2, 4 and 1; the room beyond the steps is not read.
  const trajectory = Int32Array.of(0, 1, 2, 0, 1, 1, 1, 9, 9)
  expect(groupByTrajectory({ steps: 7, trajectories: 3, trajectory })).toEqual({
    order: Int32Array.of(0, 3, 1, 4, 5, 6, 2),
    ends: Int32Array.of(2, 6, 7),
    from: 0,
    count: 3,
  })
})

it('keeps the place of a trajectory that has no rows', () => {
  const trajectory = Int32Array.of(2, 0, 2)
  const { order, ends } = groupByTrajectory({ steps: 3, trajectories: 3, trajectory })
  expect([...order]).toEqual([1, 0, 2])
  expect([...ends]).toEqual([1, 1, 3])
})
