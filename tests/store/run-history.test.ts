import { describe, expect, it } from 'vitest'
import { addRun, createdAt, openStore, sampleProgress, sampleProvenance } from './sample-runs.ts'

const startedAt = '2026-11-20T10:00:01.000Z'
const finishedAt = '2026-11-20T10:00:02.000Z'

describe('the history of a run', () => {
  it('tells what happened to it in order, with how far it was', () => {
    const store = openStore()
    const { id } = addRun(store)
    store.runs.setStatus(id, 'running', { startedAt, provenance: sampleProvenance })
    store.runs.setStatus(id, 'running', { engine: 'simd' })
    const progress = { ...sampleProgress, episodes: 120, environmentSteps: 900, updates: 30 }
    const solvedAt = { episode: 110, environmentSteps: 800, wallTimeMs: 5 }
    const batch = { episodes: [], updates: [], checkpoint: null }
    store.addBatch(id, { ...batch, progress: { ...progress, solvedAt } })
    store.addBatch(id, { ...batch, progress: { ...progress, episodes: 130, solvedAt } })
    store.runs.setStatus(id, 'diverged', { reason: 'Too far', finishedAt })
    store.setTags(id, ['good', 'old'])
    store.setTags(id, ['good', 'old'])
    store.trash.put(id, '2026-11-20T10:00:03.000Z')
    store.trash.takeBack(id)

    const { events } = store.history(id)
    expect(events.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['queued', null],
      ['running', null],
      ['engine', 'simd'],
      ['solved', null],
      ['diverged', 'Too far'],
      ['tagged', 'good, old'],
      ['deleted', null],
      ['restored', null],
    ])
    expect(events[0]!.happenedAt).toBe(createdAt)
    expect(events[1]!.happenedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(events[3]).toMatchObject({ episodes: 111, environmentSteps: 800, wallTimeMs: 5 })
    expect(events[4]).toMatchObject({ episodes: 130, updates: 30, happenedAt: finishedAt })
  })

  it('keeps what trained the run, and nothing before it began', () => {
    const store = openStore()
    const { id } = addRun(store)
    expect(store.history(id).provenance).toBeNull()
    store.runs.setStatus(id, 'running', { provenance: sampleProvenance })
    store.runs.setStatus(id, 'paused')
    expect(store.history(id).provenance).toEqual(sampleProvenance)
  })

  it('ends with the run', () => {
    const store = openStore()
    const { id } = addRun(store)
    expect(() => store.history(id + 1)).toThrow(`There is no run ${id + 1}`)
    store.trash.put(id, createdAt)
    store.trash.empty()
    expect(() => store.history(id)).toThrow(`There is no run ${id}`)
  })
})
