import { expect, it } from 'vitest'
import { momentsOf, pointAt } from '#renderer/charts/moment.ts'

/** Update i ends with episode 8 (i + 1). */
const ofUpdates = {
  row: 'update' as const,
  rowsPerPoint: 1,
  last: [1, 2, 3],
  since: [0, 8, 16],
  episodes: [8, 16, 24],
}
const ofEpisodes = {
  row: 'episode' as const,
  rowsPerPoint: 4,
  last: [4, 8, 12],
  since: [0, 4, 8],
  episodes: [4, 8, 12],
}
const at = (last: number) => ({ runId: 1, row: 'update' as const, last, episodes: 8 * last })

it('the same run is read at the same update, the others after as many episodes', () => {
  expect(pointAt(1, ofUpdates, at(2))).toBe(1)
  expect(pointAt(1, ofEpisodes, at(1))).toBe(1)
  expect(pointAt(2, { ...ofUpdates, since: [0, 5, 10], episodes: [5, 10, 15] }, at(1))).toBe(1)
})

it('a run that had ended by then, or was elsewhere, is not marked', () => {
  expect(pointAt(2, ofEpisodes, at(2))).toBe(-1)
  const gap = { ...ofUpdates, last: [1, 3], since: [0, 16], episodes: [8, 24] }
  expect(pointAt(1, gap, at(2))).toBe(-1)
  expect(pointAt(2, gap, { ...at(2), episodes: 12 })).toBe(-1)
})

it('keys step through the points of all runs in the order of training', () => {
  const moments = momentsOf(
    [
      { runId: 1, relation: ofUpdates },
      { runId: 2, relation: ofEpisodes },
    ],
    Symbol(),
  )
  expect(moments.map(({ episodes }) => episodes)).toEqual([4, 8, 8, 12, 16, 24])
})
