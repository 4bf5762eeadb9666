import { describe, expect, it } from 'vitest'
import { addRun, createdAt, openStore } from './sample-runs.ts'

const day = (number: number) => new Date(Date.UTC(2026, 0, number)).toISOString()

function withTrashedRun() {
  const store = openStore()
  addRun(store)
  store.daysInUse.note(day(1))
  store.trash.put(1, createdAt)
  return store
}

describe('the trash', () => {
  it('ages by one day for every day on which the database was in use', () => {
    const store = withTrashedRun()
    for (let n = 1; n <= 30; n++) {
      store.daysInUse.note(day(n))
      expect([n, store.trash.purge(30)]).toEqual([n, 0])
    }
    store.daysInUse.note(day(31))
    expect(store.trash.purge(30)).toBe(1)
  })

  it('loses nothing to a clock that jumps forth and back', () => {
    const store = withTrashedRun()
    for (let jump = 0; jump < 100; jump++) {
      store.daysInUse.note(day(1 + 10_000 * (jump % 2)))
      expect(store.trash.purge(30)).toBe(0)
    }
    expect(store.trash.list()).toHaveLength(1)
  })

  it('counts anew for a run that was restored and deleted again', () => {
    const store = withTrashedRun()
    for (let n = 2; n <= 25; n++) store.daysInUse.note(day(n))
    store.trash.takeBack(1)
    store.trash.put(1, createdAt)
    for (let n = 26; n <= 50; n++) store.daysInUse.note(day(n))
    expect(store.trash.purge(30)).toBe(0)
    expect(store.trash.purge(25)).toBe(1)
  })
})
