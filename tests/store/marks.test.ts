import { describe, expect, it } from 'vitest'
import { markChange } from '#shared/run-marks.ts'
import { runQuery } from '#shared/run-query.ts'
import type { Store } from '#main/store/store.ts'
import { addRun, createdAt, openStore, sampleConfig } from './sample-runs.ts'

const change = (store: Store, runIds: number[], changed: object) =>
  store.marks.change(markChange.parse({ runIds, ...changed }))

function storeOfThree(): Store {
  const store = openStore()
  for (const seed of [1, 2, 3]) {
    const { id } = addRun(store, sampleConfig(seed))
    store.runs.setStatus(id, 'completed')
  }
  return store
}

describe('marks', () => {
  it('change what was asked for and nothing else, and are taken back exactly', () => {
    const store = storeOfThree()
    store.setTags(1, ['old', 'mine'])
    change(store, [2], { isStarred: true, notes: 'Kept' })
    const before = store.runs.list()

    const undo = change(store, [1, 2], {
      isStarred: true,
      addTags: ['new', 'old'],
      removeTags: ['mine'],
    })
    expect(store.runs.get(1)).toMatchObject({ isStarred: true, tags: ['new', 'old'], notes: '' })
    expect(store.runs.get(2)).toMatchObject({
      isStarred: true,
      tags: ['new', 'old'],
      notes: 'Kept',
    })

    // What happens in between stays.
    change(store, [1], { notes: 'Written meanwhile' })
    store.marks.set(undo)
    expect(store.runs.list()).toEqual(
      before.map((run) => (run.id === 1 ? { ...run, notes: 'Written meanwhile' } : run)),
    )
  })

  it('are of all runs or of none', () => {
    const store = storeOfThree()
    expect(() => change(store, [1, 9], { isStarred: true })).toThrow('There is no run 9')
    store.setTags(
      2,
      Array.from({ length: 20 }, (_, i) => `t${i}`),
    )
    expect(() => change(store, [1, 2], { addTags: ['more'] })).toThrow(
      'Run 2 would have 21 tags; at most 20 are allowed',
    )
    expect(store.runs.get(1)).toMatchObject({ isStarred: false, tags: [] })
  })

  it('protect a run from deletion as long as it is locked', () => {
    const store = storeOfThree()
    change(store, [2], { isLocked: true })
    expect(() => store.trash.put(2, createdAt)).toThrow(
      'Run 2 is locked; unlock it before deleting it',
    )
    change(store, [2], { isLocked: false, isArchived: true })
    store.trash.put(2, createdAt)
    expect(store.trash.list()).toMatchObject([{ run: { id: 2, isArchived: true } }])
  })

  it('leave out what is archived unless it is asked for, and count it', () => {
    const store = storeOfThree()
    change(store, [1, 3], { isArchived: true })
    const find = (query: object) => {
      const { groups, archivedCount } = store.runs.query(runQuery.parse(query))
      return { ids: groups.flatMap(({ runs }) => runs.map(({ id }) => id)), archivedCount }
    }
    expect(find({})).toEqual({ ids: [2], archivedCount: 2 })
    expect(find({ filter: 'seed <= 2' })).toEqual({ ids: [2], archivedCount: 1 })
    expect(find({ withArchived: true })).toEqual({ ids: [3, 2, 1], archivedCount: 0 })
    expect(find({ filter: 'seed = 3 and is archived' })).toEqual({ ids: [3], archivedCount: 0 })
    expect(find({ filter: 'not is archived' })).toEqual({ ids: [2], archivedCount: 0 })
  })

  it('are told from others by their state', () => {
    const store = storeOfThree()
    const states = () => new Map(store.runs.states(0, 100))
    const before = states()
    change(store, [1], { isStarred: true })
    change(store, [2], { notes: 'x' })
    const after = states()
    expect([1, 2, 3].filter((id) => after.get(id) !== before.get(id))).toEqual([1, 2])
  })
})
