import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { allOrNone } from '#main/store/all-or-none.ts'
import { addRun, openStore, range, sampleConfig, temporaryFolder } from './sample-runs.ts'

/** A store of one run, and a change of many things, each of which takes some time and adds a letter to its notes. */
function openSlow() {
  const path = join(temporaryFolder(), 'slow.sqlite')
  const store = openStore(path)
  const { id: runId } = addRun(store, sampleConfig())
  const notes = () => store.runs.get(runId).notes
  const setNotes = (text: string) => void store.marks.set([{ runId, notes: text }])
  const slow = {
    change(some: readonly number[]) {
      for (const until = performance.now() + 5; performance.now() < until;);
      const before = notes()
      setNotes(before + 'x'.repeat(some.length))
      return before
    },
    undo: setNotes,
  }
  return { path, store, notes, slow }
}

describe('a change of many things', () => {
  it('leaves the lock to others between its parts, and returns what there was', async () => {
    const { path, store, notes, slow } = openSlow()
    const other = new Database(path, { timeout: 0 })
    let isOver = false
    const changing = allOrNone(store.inParts, range(200), slow).finally(() => (isOver = true))
    let writes = 0
    while (!isOver) {
      other.transaction(() => writes++).immediate()
      await sleep(1)
    }
    other.close()
    expect(writes).toBeGreaterThan(2)
    expect(notes()).toBe('x'.repeat(200))
    expect((await changing).map((before) => before.length)).toEqual(range(10).map((i) => 20 * i))
  })

  it('is undone in all its parts if one thing cannot be changed', async () => {
    const { store, notes, slow } = openSlow()
    const seen: number[] = []
    const change = (some: readonly number[]) => {
      seen.push(notes().length)
      if (some.includes(199)) throw new Error('Number 199 cannot be changed')
      return slow.change(some)
    }
    await expect(allOrNone(store.inParts, range(200), { ...slow, change })).rejects.toThrow(
      'Number 199 cannot be changed',
    )
    expect(seen.at(-1)).toBe(180)
    expect(notes()).toBe('')
  })

  it('is not begun if its check refuses one of them', async () => {
    const { store, notes, slow } = openSlow()
    const check = (some: readonly number[]) => {
      if (some.includes(199)) throw new Error('Number 199 is refused')
    }
    let changes = 0
    const change = (some: readonly number[]) => (changes++, slow.change(some))
    await expect(allOrNone(store.inParts, range(200), { ...slow, change, check })).rejects.toThrow(
      'Number 199 is refused',
    )
    expect([changes, notes()]).toEqual([0, ''])
  })

  it('says so if what was stored of it cannot be undone', async () => {
    const { store, slow } = openSlow()
    const change = (some: readonly number[]) => {
      if (some.includes(199)) throw new Error('the disk failed')
      return slow.change(some)
    }
    const undo = () => {
      throw new Error('the disk failed again')
    }
    await expect(allOrNone(store.inParts, range(200), { change, undo })).rejects.toThrow(
      'A part of the change was stored before this, and could not be undone: the disk failed',
    )
  })
})
