import { describe, expect, it } from 'vitest'
import type { RunStatus } from '#shared/run.ts'
import type { StoredTrainingState } from '#main/store/store.ts'
import { addRun, createdAt, openStore, sampleConfig, sampleProgress } from './sample-runs.ts'

const stateAfter = (updates: number, bytes: readonly number[]): StoredTrainingState => ({
  madeBy: `kernel ${updates}`,
  engine: `engine ${updates}`,
  progress: { ...sampleProgress, updates, meanReturnLast100: 1 / 3 },
  state: Uint8Array.from(bytes),
})

function storeWithRun() {
  const store = openStore()
  const ownerId = store.processes.register(process.pid, createdAt)
  const { id } = addRun(store, sampleConfig(), ownerId)
  return {
    store,
    id,
    ownerId,
    add: (updates: number, state: StoredTrainingState | null, owner = ownerId) =>
      store.addBatch(
        id,
        {
          episodes: [],
          updates: [],
          progress: { ...sampleProgress, updates },
          checkpoint: null,
          state,
        },
        owner,
      ),
  }
}

describe('the training state of a run', () => {
  it('is the newest, whole and to the byte', () => {
    const { store, id, add } = storeWithRun()
    expect(store.trainingStates.get(id)).toBeNull()
    expect(store.trainingStates.head(id)).toBeNull()
    add(1, stateAfter(1, [1, 2, 3]))
    const newest = stateAfter(2, [255, 0])
    add(2, newest)
    const stored = store.trainingStates.get(id)!
    expect({ ...stored, state: [...stored.state] }).toEqual({ ...newest, state: [255, 0] })
    const { state: _, ...head } = newest
    expect(store.trainingStates.head(id)).toEqual(head)
  })

  it('stays where a batch brings none', () => {
    const { store, id, add } = storeWithRun()
    add(1, stateAfter(1, [1]))
    add(2, null)
    expect(store.trainingStates.head(id)!.progress.updates).toBe(1)
    expect(store.runs.get(id).progress.updates).toBe(2)
  })

  it('is not replaced by that of a batch of which something cannot be stored', () => {
    const { store, id, add, ownerId } = storeWithRun()
    add(1, stateAfter(1, [1]))
    expect(() => add(2, { ...stateAfter(2, [2]), engine: null as never })).toThrow('NOT NULL')
    expect(() => add(2, stateAfter(2, [2]), ownerId + 1)).toThrow('trained by another program')
    expect([...store.trainingStates.get(id)!.state]).toEqual([1])
    expect(store.runs.get(id).progress.updates).toBe(1)
  })

  it.each<[RunStatus, boolean]>([
    ['running', true],
    ['paused', true],
    ['queued', true],
    ['interrupted', true],
    ['completed', false],
    ['stopped', true],
    ['diverged', false],
    ['failed', false],
  ])('of a run that becomes %s is kept: %s', (status, isKept) => {
    const { store, id, add } = storeWithRun()
    const other = addRun(store)
    add(1, stateAfter(1, [1]))
    store.addBatch(other.id, {
      episodes: [],
      updates: [],
      progress: sampleProgress,
      checkpoint: null,
      state: stateAfter(1, [9]),
    })
    store.runs.setStatus(id, status)
    expect(store.trainingStates.get(id) !== null).toBe(isKept)
    expect([...store.trainingStates.get(other.id)!.state]).toEqual([9])
  })

  it('goes with a run that is deleted for good, not with one in the trash', async () => {
    const { store, id, add } = storeWithRun()
    add(1, stateAfter(1, [1]))
    store.runs.setStatus(id, 'interrupted')
    store.trash.put(id, createdAt)
    expect(store.trainingStates.head(id)).not.toBeNull()
    store.trash.empty()
    await store.hidden.removeAbandoned()
    expect(store.trainingStates.head(id)).toBeNull()
  })
})
