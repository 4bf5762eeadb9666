import { describe, expect, it } from 'vitest'
import { parseSweep } from '#shared/sweep.ts'
import { configHash } from '#main/runs/config-hash.ts'
import { createdAt, openStore, sampleConfig, temporaryFolder } from './sample-runs.ts'
import { join } from 'node:path'

const texts = {
  name: 'Rates',
  question: 'Which rate?',
  hypothesis: 'The small one.',
  notes: '',
  conclusion: '',
}
const sweep = parseSweep({
  config: sampleConfig(),
  vary: [{ path: 'optimizer.learningRate', values: [0.1] }],
  seeds: [1, 2],
})
const newRun = (seed: number) => {
  const config = sampleConfig(seed)
  return { config, configHash: configHash(config), createdAt, ownerId: null }
}

const ofRuns = (ownerId: number, runs: readonly ReturnType<typeof newRun>[]) => ({
  ...{ count: runs.length, ownerId, experiment: { ...texts, sweep, createdAt } },
  run: (i: number) => runs[i]!,
})

async function openWithExperiment(path?: string) {
  const store = openStore(path)
  const ownerId = store.processes.register(process.pid, createdAt)
  const started = await store.runs.createAll(ofRuns(ownerId, [newRun(1), newRun(2)]))
  const runs = started.runIds.map((runId) => store.runs.get(runId))
  return { store, runs, experimentId: started.experimentId! }
}

describe('an experiment', () => {
  it('is kept with its sweep, and its runs know it', async () => {
    const path = join(temporaryFolder(), 'kept.sqlite')
    const { runs, experimentId } = await openWithExperiment(path)
    expect(runs.map((run) => run.experimentId)).toEqual([experimentId, experimentId])
    const reopened = openStore(path)
    expect(reopened.experiments.list()).toEqual([
      { id: experimentId, ...texts, sweep, createdAt, isHeld: false },
    ])
    expect(reopened.runs.get(runs[0]!.id).experimentId).toBe(experimentId)
  })

  it('is not kept when one of its runs cannot be', async () => {
    const store = openStore()
    const broken = { ...newRun(2), createdAt: null as unknown as string }
    const ownerId = store.processes.register(process.pid, createdAt)
    const started = store.runs.createAll(ofRuns(ownerId, [newRun(1), broken]))
    await expect(started).rejects.toThrow(/NOT NULL/)
    expect(store.experiments.list()).toEqual([])
    expect(store.runs.list()).toEqual([])
  })

  it('keeps what a change leaves out', async () => {
    const { store, experimentId } = await openWithExperiment()
    store.experiments.update({ experimentId, conclusion: 'Yes.', notes: '' })
    expect(store.experiments.get(experimentId)).toMatchObject({ ...texts, conclusion: 'Yes.' })
  })

  it('that is not there is refused by its number', async () => {
    const store = openStore()
    expect(() => store.experiments.get(7)).toThrow('There is no experiment 7')
    expect(() => store.experiments.update({ experimentId: 7, name: 'x' })).toThrow(
      'There is no experiment 7',
    )
    await expect(store.experiments.restore(7)).rejects.toThrow(
      'There is no experiment 7 in the trash',
    )
  })
})

describe('a deleted experiment', () => {
  const later = '2026-11-21T10:00:00.000Z'

  it('leaves its runs where they are', async () => {
    const { store, runs, experimentId } = await openWithExperiment()
    await store.experiments.remove(experimentId, false, later)
    expect(store.experiments.list()).toEqual([])
    expect(store.experiments.trash()).toEqual([
      { id: experimentId, name: 'Rates', deletedAt: later },
    ])
    expect(store.runs.list()).toHaveLength(2)
    await store.experiments.restore(experimentId)
    expect(store.runs.get(runs[0]!.id).experimentId).toBe(experimentId)
  })

  it('comes back with the runs that went with it, and no others', async () => {
    const { store, runs, experimentId } = await openWithExperiment()
    store.trash.put(runs[0]!.id, createdAt)
    await store.experiments.remove(experimentId, true, later)
    expect(store.runs.list()).toEqual([])
    await store.experiments.restore(experimentId)
    expect(store.runs.list().map(({ id }) => id)).toEqual([runs[1]!.id])
  })

  it('leaves locked runs where they are', async () => {
    const { store, runs, experimentId } = await openWithExperiment()
    store.marks.set([{ runId: runs[0]!.id, isLocked: true }])
    await store.experiments.remove(experimentId, true, later)
    expect(store.runs.list().map(({ id }) => id)).toEqual([runs[0]!.id])
  })

  it('is gone for good once the trash is emptied, and its runs belong to none', async () => {
    const { store, runs, experimentId } = await openWithExperiment()
    await store.experiments.remove(experimentId, false, later)
    store.trash.empty()
    expect(store.experiments.trash()).toEqual([])
    await store.hidden.removeAbandoned()
    expect(store.runs.get(runs[0]!.id).experimentId).toBeNull()
  })

  it('is purged when it was there long enough', async () => {
    const { store, experimentId } = await openWithExperiment()
    await store.experiments.remove(experimentId, false, later)
    store.trash.purge(1)
    expect(store.experiments.trash()).toHaveLength(1)
    store.daysInUse.note('2026-12-31T00:00:00.000Z')
    store.trash.purge(1)
    expect(store.experiments.trash()).toEqual([])
  })
})
