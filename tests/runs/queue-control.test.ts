import { describe, expect, it } from 'vitest'
import { brief, endless, openBackend } from './test-backend.ts'

type OpenBackend = ReturnType<typeof openBackend>

async function startAll({ start }: OpenBackend, count: number): Promise<number[]> {
  const ids: number[] = []
  for (let seed = 1; seed <= count; seed++) ids.push((await start(endless({ seed }))).id)
  return ids
}

const waiting = async ({ call }: OpenBackend) =>
  (await call('queue.get', undefined)).waiting.map(({ id }) => id)

describe('a run that waits', () => {
  it('is moved before another one or to the end, which the next start remembers', async () => {
    const first = openBackend({ keepsQueue: true })
    const [training, a, b, c] = (await startAll(first, 4)) as [number, number, number, number]
    const changes: unknown[] = []
    first.backend.subscribe(
      ({ event, data }) => void (event === 'queue.changed' && changes.push(data)),
    )
    await first.call('queue.move', { runId: c, before: a })
    expect(await waiting(first)).toEqual([c, a, b])
    await first.call('queue.move', { runId: a, before: null })
    expect(await waiting(first)).toEqual([c, b, a])
    expect(changes).toEqual([{ isHeld: false }, { isHeld: false }])
    await first.close()

    const second = openBackend({ keepsQueue: true, databasePath: first.databasePath })
    expect(await waiting(second)).toEqual([c, b, a])
    await second.call('runs.stop', { runId: training })
    await second.untilTraining(c)
    expect(second.get(b).status).toBe('queued')
  })

  it('is not moved where it no longer waits, with the reason', async () => {
    const open = openBackend()
    const [training, queued] = (await startAll(open, 2)) as [number, number]
    const why = `Run ${training} is running; only a queued run can be moved`
    for (const move of [
      { runId: training, before: null },
      { runId: queued, before: training },
    ]) {
      await expect(open.call('queue.move', move)).rejects.toMatchObject({
        code: 'conflict',
        message: why,
      })
    }
  })
})

describe('the whole queue', () => {
  it('is paused, stays so from start to start, and goes on in its old order', async () => {
    const first = openBackend({ keepsQueue: true, workers: 2 })
    const ids = await startAll(first, 4)
    await first.untilTraining(ids[1]!)
    await first.call('queue.pauseAll', undefined)
    const statuses = ({ get }: OpenBackend) => ids.map((runId) => get(runId).status)
    expect(statuses(first)).toEqual(['paused', 'paused', 'queued', 'queued'])
    const late = (await first.start(endless({ seed: 9 }))).id
    expect(first.get(late).status).toBe('queued')
    await first.close()

    const second = openBackend({ keepsQueue: true, workers: 2, databasePath: first.databasePath })
    expect(statuses(second)).toEqual(['paused', 'paused', 'queued', 'queued'])
    expect(await second.call('queue.get', undefined)).toMatchObject({
      isHeld: true,
      waitingCount: 3,
      lastSession: { continued: 5, refused: 0 },
    })
    // A person may let one of them go on.
    await second.call('runs.resume', { runId: ids[1]! })
    expect(statuses(second)).toEqual(['paused', 'running', 'queued', 'queued'])
    await second.call('queue.resumeAll', undefined)
    expect(statuses(second)).toEqual(['running', 'running', 'queued', 'queued'])
    expect(await waiting(second)).toEqual([...ids.slice(2), late])
  })

  it('of a workbench does not hold up a command', async () => {
    const first = openBackend({ keepsQueue: true })
    await first.call('queue.pauseAll', undefined)
    const command = openBackend({ databasePath: first.databasePath })
    expect((await command.untilEnded((await command.start(brief(2))).id)).status).toBe('completed')
  })

  it('is stopped, and none of those that wait begins in between', async () => {
    const open = openBackend()
    const ids = await startAll(open, 5)
    await open.untilTraining(ids[0]!)
    await open.call('queue.stopAll', undefined)
    expect(ids.map((runId) => open.get(runId).status)).toEqual(ids.map(() => 'stopped'))
    expect(ids.slice(1).every((runId) => open.get(runId).startedAt === null)).toBe(true)
  })

  it('tells how far all of it is and how long the rest takes', async () => {
    const open = openBackend()
    expect(await open.call('queue.get', undefined)).toEqual({
      isHeld: false,
      workers: 1,
      training: [],
      waiting: [],
      waitingCount: 0,
      heldRunIds: [],
      endedCount: 0,
      share: null,
      remainingMs: null,
      lastSession: null,
      elsewhere: { training: [], trainingCount: 0, waitingCount: 0 },
    })
    const ids: number[] = []
    for (const seed of [1, 2]) ids.push((await open.start(brief(20, { seed }))).id)
    const last = (await open.start(endless({ seed: 3 }))).id
    await open.untilTraining(last)
    const state = await open.call('queue.get', undefined)
    expect(state).toMatchObject({ endedCount: 2, waitingCount: 0 })
    expect(state.training.map(({ id }) => id)).toEqual([last])
    expect(state.share).toBeCloseTo(2 / 3, 2)
    await open.call('runs.stop', { runId: last })
    expect((await open.call('queue.get', undefined)).endedCount).toBe(0)
  })

  it('knows from completed runs of a configuration how long one that waits will take', async () => {
    const open = openBackend({ keepsQueue: true })
    const done = await open.untilEnded((await open.start(brief(20))).id)
    await open.call('queue.pauseAll', undefined)
    for (const seed of [2, 3]) await open.start(brief(20, { seed }))
    const { remainingMs } = await open.call('queue.get', undefined)
    expect(remainingMs).toBeCloseTo(2 * done.progress.wallTimeMs, 3)
  })
})
