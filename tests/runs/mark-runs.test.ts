import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Run } from '#shared/run.ts'
import { addRun, openStore, sampleConfig, temporaryFolder } from '../store/sample-runs.ts'
import { openBackend, sleep } from './test-backend.ts'

/** More than one transaction changes. */
const COUNT = 400

function openWithRuns() {
  const databasePath = join(temporaryFolder(), 'many.sqlite')
  const store = openStore(databasePath)
  const ownerId = store.processes.register(process.pid, '2026-11-20T10:00:00.000Z')
  const runIds = store.atOnce(() =>
    Array.from({ length: COUNT }, () => addRun(store, sampleConfig(), ownerId).id),
  )
  store.atOnce(() => runIds.forEach((runId) => store.runs.setStatus(runId, 'stopped')))
  const opened = openBackend({ databasePath })
  const heard: Run[] = []
  /** How many were starred when the first of them was told. */
  let starredFirst: number | null = null
  opened.backend.subscribe(({ event, data }) => {
    if (event !== 'run.changed') return
    starredFirst ??= starred()
    heard.push(data as Run)
  })
  const starred = () => store.runs.list().filter(({ isStarred }) => isStarred).length
  return { ...opened, store, runIds, heard, starred, starredWhenTold: () => starredFirst }
}

describe('marks of many runs', () => {
  it('are changed and taken back while other calls are answered, and told when all are stored', async () => {
    const { call, runIds, heard, starred, starredWhenTold } = openWithRuns()
    let isOver = false
    let answered = 0
    const marking = call('runs.mark', {
      ...{ runIds, isStarred: true, addTags: ['paper'], notes: 'n'.repeat(2000) },
    }).finally(() => (isOver = true))
    while (!isOver) {
      await call('runs.get', { runId: 1 })
      if (!isOver) answered++
      await sleep(2)
    }
    const { before } = await marking
    expect(starredWhenTold()).toBe(COUNT)
    expect(answered).toBeGreaterThan(2)
    expect(before.map(({ runId }) => runId).toSorted((a, b) => a - b)).toEqual(runIds)
    expect(new Set(heard.map(({ id }) => id))).toEqual(new Set(runIds))
    expect(heard.every(({ isStarred, tags }) => isStarred && tags[0] === 'paper')).toBe(true)

    await call('runs.setMarks', { marks: structuredClone(before) as never })
    expect(starred()).toBe(0)
    expect(heard.at(-1)).toMatchObject({ isStarred: false, notes: '', tags: [] })
  })

  it('stay as they are if one of the runs is not there, and nobody hears of it', async () => {
    const { call, store, runIds, heard, starred } = openWithRuns()
    await expect(
      call('runs.mark', { runIds: [...runIds, 99_999], isStarred: true, addTags: ['new'] }),
    ).rejects.toThrow('There is no run 99999')
    expect([starred(), heard.length]).toEqual([0, 0])
    expect(store.history(runIds[0]!).events.map(({ kind }) => kind)).not.toContain('tagged')
  })
})

describe('an experiment of many runs', () => {
  it('gets them, loses them, and goes to the trash and back with them: all or none', async () => {
    const { call, store, runIds } = openWithRuns()
    const { id: experimentId } = await call('experiments.create', { name: 'Many' })
    await expect(
      call('experiments.addRuns', { experimentId, runIds: [...runIds, 99_999] }),
    ).rejects.toThrow('There is no run 99999')
    expect(await call('experiments.runIds', { experimentId })).toEqual([])

    const { summary } = await call('experiments.addRuns', { experimentId, runIds })
    expect(summary.runs).toBe(COUNT)
    const inExperiment = store.runs.list().filter((run) => run.experimentId === experimentId)
    expect(inExperiment).toHaveLength(COUNT)
    store.marks.set([{ runId: runIds[7]!, isLocked: true }])

    await call('experiments.delete', { experimentId, withRuns: true })
    expect(store.runs.list().map(({ id }) => id)).toEqual([runIds[7]])
    expect(await call('experiments.list', undefined)).toEqual([])
    expect(store.trash.list()).toHaveLength(COUNT - 1)
    await call('experiments.restore', { experimentId })
    expect(await call('experiments.runIds', { experimentId })).toEqual(runIds)
    expect(store.trash.list()).toEqual([])

    await call('experiments.removeRuns', { runIds })
    expect(await call('experiments.runIds', { experimentId })).toEqual([])
  })
})
