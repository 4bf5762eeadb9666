import { expect, it } from 'vitest'
import { groupCurvesRequest } from '#shared/comparison.ts'
import { groupCurves } from '#main/compare/group-curves.ts'
import { inSlices } from '#main/tasks/in-slices.ts'
import { createdAt, openStore } from '../store/sample-runs.ts'
import { finish, storeRun } from './stored-group.ts'

function openWithCurves() {
  const store = openStore()
  const owner = store.processes.register(process.pid, createdAt)
  // Episode i ends at step 10·(i + 1) with the return i, in both; the second run is twice as long.
  const { configHash } = storeRun(store, owner, { seed: 1, score: 1, steps: 100 })
  storeRun(store, owner, { seed: 2, score: 1, steps: 200 })
  const curves = (changes: object) =>
    finish(
      groupCurves(
        store,
        groupCurvesRequest.parse({ groups: [{ configHash }], maxPoints: 20, ...changes }),
      ),
    )[0]!
  return { curves }
}

it('runs of different lengths are aggregated on one grid, up to where the first of them ends', () => {
  const { curves } = openWithCurves()
  const { x, value, lower, upper, members, rowsPerPoint } = curves({ members: true })
  expect([x[0], x.at(-1), x.length]).toEqual([10, 100, 20])
  expect(value[0]).toBe(0)
  expect(value.at(-1)).toBe(9)
  // Both runs have the same curve there: whichever is drawn, the band has no width.
  expect(lower).toEqual(upper)
  expect(members.map(({ runId }) => runId)).toEqual([1, 2])
  expect(rowsPerPoint).toBe(1)
})

it('runs that ended may keep their last value, if that is asked for', () => {
  const { curves } = openWithCurves()
  const { x, value } = curves({ afterEnd: 'hold', location: 'mean' })
  expect(x.at(-1)).toBe(200)
  expect(value.at(-1)).toBe((9 + 19) / 2)
})

it('runs may be averaged over their last rows first, with what they are unaveraged beside it', () => {
  const { curves } = openWithCurves()
  // Places every 2.5 steps; an episode ends every 10.
  const { x, value, raw } = curves({ window: 3, maxPoints: 37 })
  const atEpisodes = (column: readonly number[]) => column.filter((_, i) => x[i]! % 10 === 0)
  // Episode i returns i: the mean of i − 2, i − 1 and i is i − 1, of fewer at the beginning.
  expect(atEpisodes(value)).toEqual([0, 0.5, 1, 2, 3, 4, 5, 6, 7, 8])
  expect(atEpisodes(raw!)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(curves({ maxPoints: 10 }).raw).toBe(null)
})

it('no curve has more points than asked for, nor its members', () => {
  const { curves } = openWithCurves()
  const { x, members, rowsPerPoint } = curves({ maxPoints: 5, members: true })
  expect(x).toHaveLength(5)
  expect(members.every(({ value }) => value.length === 5)).toBe(true)
  expect(rowsPerPoint).toBe(4)
  expect(curves({ maxPoints: 5 })).toMatchObject({ runs: 2, members: [] })
})

it('long work lets others in between its slices', async () => {
  let turns = 0
  const ticking = setInterval(() => turns++, 1)
  function* slow(): Generator<void, string> {
    const deadline = performance.now() + 5000
    while (turns < 3 && performance.now() < deadline) yield
    return turns >= 3 ? 'done' : 'alone'
  }
  expect(await inSlices(slow())).toBe('done')
  clearInterval(ticking)
})
