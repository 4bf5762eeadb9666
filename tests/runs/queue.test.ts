import { describe, expect, it } from 'vitest'
import { createBackend } from '#main/backend.ts'
import type { Run } from '#shared/run.ts'
import { brief, endless, openBackend, sleep } from './test-backend.ts'

describe('a run', () => {
  it('is queued, runs and completes, and then has a hash', async () => {
    const { start, untilEnded, statusesOf } = openBackend()
    const started = await start(brief(5))
    expect(started.startedAt).not.toBeNull()
    const ended = await untilEnded(started.id)
    expect(ended).toMatchObject({
      status: 'completed',
      reason: null,
      engine: 'simd',
      metricsHash: expect.stringMatching(/^[0-9a-f]{16}$/),
      progress: { episodes: 20, updates: 5 },
    })
    expect(ended.finishedAt! >= ended.startedAt!).toBe(true)
    expect(statusesOf(ended.id)).toEqual(['queued', 'running', 'completed'])
  })

  it('says which TensorFlow.js backend computed it, where it was to be that engine', async () => {
    const { start, untilEnded } = openBackend()
    const { id } = await start(brief(2, { engine: 'tfjs' }))
    const { engine, status } = await untilEnded(id)
    expect(status).toBe('completed')
    expect(engine).toMatch(/^tfjs \(\w+\)$/)
  })

  it('is stored before it is published, episodes and updates alike', async () => {
    const { backend, start, untilEnded, heard } = openBackend()
    const stored: { said: Run; kept: Run; episodes: number; updates: number }[] = []
    const rows = (runId: number, document: 'episodes.csv' | 'updates.csv') => {
      const part = backend.handlers['runs.export']({ runIds: [runId], document, cursor: null })
      return (part as { text: string }).text.trim().split('\n').length - 1
    }
    backend.subscribe(({ event, data }) => {
      if (event !== 'run.changed') return
      const said = data as Run
      stored.push({
        said,
        kept: backend.handlers['runs.get']({ runId: said.id }) as Run,
        episodes: rows(said.id, 'episodes.csv'),
        updates: rows(said.id, 'updates.csv'),
      })
    })
    const { id } = await start(brief(150))
    await untilEnded(id)
    expect(heard.length).toBeGreaterThan(4)
    for (const { said, kept, episodes, updates } of stored) {
      expect(kept).toEqual(said)
      expect([episodes, updates]).toEqual([said.progress.episodes, said.progress.updates])
    }
  })

  it('is published at most ten times a second while it trains', async () => {
    const { start, untilTraining, heard } = openBackend()
    const { id } = await start(endless())
    await untilTraining(id)
    const from = performance.now()
    await sleep(1500)
    const times = heard.map(({ at }) => at).filter((at) => at >= from)
    expect(times.length).toBeGreaterThan(3)
    expect(times.length).toBeLessThanOrEqual(16)
  })
})

describe('the queue', () => {
  it('lets one run train at a time with one worker, in the order of their start', async () => {
    const { start, untilEnded, heard } = openBackend()
    const ids: number[] = []
    for (let seed = 1; seed <= 3; seed++) ids.push((await start(brief(3, { seed }))).id)
    for (const id of ids) await untilEnded(id)

    const running = new Set<number>()
    const order: number[] = []
    for (const { run } of heard) {
      if (run.status !== 'running') running.delete(run.id)
      else if (!running.has(run.id)) {
        running.add(run.id)
        order.push(run.id)
      }
      expect(running.size).toBeLessThanOrEqual(1)
    }
    expect(order).toEqual(ids)
  })

  it('lets two train at a time with two, and the third when one of them ends', async () => {
    const { start, call, untilTraining, get } = openBackend({ workers: 2 })
    const [first, second, third] = [
      await start(endless({ seed: 1 })),
      await start(endless({ seed: 2 })),
      await start(endless({ seed: 3 })),
    ]
    await Promise.all([untilTraining(first.id), untilTraining(second.id)])
    expect(get(third.id)).toMatchObject({ status: 'queued', startedAt: null, engine: null })

    await call('runs.stop', { runId: first.id })
    await untilTraining(third.id)
    expect(get(second.id).status).toBe('running')
  })

  it('starts at once when more may train, and goes on when fewer may', async () => {
    const { start, call, untilTraining, get } = openBackend()
    const [first, second] = [await start(endless({ seed: 1 })), await start(endless({ seed: 2 }))]
    await untilTraining(first.id)
    expect(get(second.id).status).toBe('queued')
    expect((await call('system.setWorkers', { workers: 2 })).workers).toBe(2)
    await untilTraining(second.id)
    await call('system.setWorkers', { workers: 1 })
    expect([get(first.id).status, get(second.id).status]).toEqual(['running', 'running'])
    expect((await start(endless({ seed: 3 }))).status).toBe('queued')
  })

  it('trains beside as many as were set, from start to start, unless that start says otherwise', async () => {
    const { call, databasePath, close } = openBackend()
    await call('system.setWorkers', { workers: 7 })
    await close()
    const workersOf = async (options: { workers?: number }) => {
      const backend = createBackend({ databasePath, report: () => undefined, ...options })
      const { workers } = await backend.handlers['system.info'](undefined)
      await backend.close()
      return workers
    }
    expect(await workersOf({})).toBe(7)
    expect(await workersOf({ workers: 3 })).toBe(3)
  })

  it('gives the worker of a paused run to one that waits, and the paused one waits its turn', async () => {
    const { start, call, untilTraining, get, until } = openBackend()
    const first = (await start(endless({ seed: 1 }))).id
    const second = (await start(endless({ seed: 2 }))).id
    const third = (await start(endless({ seed: 3 }))).id
    await untilTraining(first)
    expect((await call('runs.pause', { runId: first })).status).toBe('paused')
    await untilTraining(second)

    // Full: a resumed run is the last in the queue.
    expect((await call('runs.resume', { runId: first })).status).toBe('queued')
    const { episodes } = get(first).progress
    await call('runs.stop', { runId: second })
    await untilTraining(third)
    expect(get(first)).toMatchObject({ status: 'queued', progress: { episodes } })
    await call('runs.stop', { runId: third })
    const { progress } = await until(
      first,
      (run) => run.status === 'running' && run.progress.episodes > episodes,
    )
    expect(progress.episodes).toBeGreaterThan(episodes)
  })
})
