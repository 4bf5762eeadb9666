import { describe, expect, it } from 'vitest'
import { brief, endless, openBackend } from './test-backend.ts'

type Open = ReturnType<typeof openBackend>

async function startAll({ start }: Open, count: number): Promise<number[]> {
  const ids: number[] = []
  for (let seed = 1; seed <= count; seed++) ids.push((await start(endless({ seed }))).id)
  return ids
}
const statusesOf = ({ get }: Open, ids: readonly number[]) => ids.map((id) => get(id).status)
const waitingOf = async ({ call }: Open) =>
  (await call('queue.get', undefined)).waiting.map(({ id }) => id)

describe('a stop of several runs', () => {
  it('is taken back: each is what it was, in its place of the queue, with what it had learned', async () => {
    const open = openBackend()
    const ids = await startAll(open, 6)
    const [paused, running, , waiting, , last] = ids as [
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    await open.untilTraining(paused)
    await open.call('runs.pause', { runId: paused })
    await open.untilTraining(running, 20)

    const { stopped, refused } = await open.call('runs.stopAll', {
      runIds: [last, waiting, running, paused],
    })
    expect(refused).toEqual([])
    expect(stopped).toEqual([
      { runId: paused, was: 'paused', before: ids[2] },
      { runId: running, was: 'running', before: ids[2] },
      { runId: waiting, was: 'queued', before: ids[4] },
      { runId: last, was: 'queued', before: null },
    ])
    await open.untilTraining(ids[2]!)
    expect(statusesOf(open, ids)).toEqual([
      ...['stopped', 'stopped', 'running', 'stopped', 'queued', 'stopped'],
    ])
    const { progress } = open.get(running)

    const back = await open.call('runs.undoStop', { stopped })
    expect(statusesOf(open, back)).toEqual(['paused', 'queued', 'queued', 'queued'])
    expect(await waitingOf(open)).toEqual([running, waiting, ids[4], last])
    expect(open.get(running).progress).toEqual(progress)
    expect(await open.call('queue.get', undefined)).toMatchObject({ endedCount: 0 })

    await open.call('runs.stop', { runId: ids[2]! })
    await open.untilTraining(running, progress.episodes + 1)
    await open.call('runs.pause', { runId: running })
    await open.call('runs.resume', { runId: paused })
  })

  it('leaves out those that ended by themselves or are gone, and says why', async () => {
    const open = openBackend()
    const done = (await open.untilEnded((await open.start(brief(1))).id)).id
    const ids = await startAll(open, 2)
    const { stopped, refused } = await open.call('runs.stopAll', { runIds: [done, ...ids, 99] })
    expect(stopped.map(({ runId }) => runId)).toEqual(ids)
    expect(refused).toEqual([
      {
        runId: done,
        reason: `Run ${done} is completed; only a queued or running or paused run can be stopped`,
      },
      { runId: 99, reason: 'There is no run 99' },
    ])

    await open.call('runs.delete', { runId: ids[0]! })
    const back = await open.call('runs.undoStop', { stopped })
    expect(back).toEqual([ids[1]])
    await expect(open.call('runs.undoStop', { stopped })).rejects.toMatchObject({
      code: 'conflict',
      message: 'None of these runs is stopped any more',
    })
  })

  it('is taken back in a queue that is held: only what trained goes on', async () => {
    const open = openBackend()
    const ids = await startAll(open, 2)
    await open.untilTraining(ids[0]!)
    await open.call('queue.pauseAll', undefined)
    await open.call('runs.resume', { runId: ids[0]! })
    await open.untilTraining(ids[0]!)
    const { stopped } = await open.call('queue.stopAll', undefined)
    await open.call('runs.undoStop', { stopped })
    expect(statusesOf(open, ids)).toEqual(['running', 'queued'])
  })

  it('is taken back of an experiment, which waits again where it was held', async () => {
    const open = openBackend()
    const sweep = { config: endless(), vary: [], seeds: [1, 2, 3] }
    const { experiment, runIds } = await open.call('experiments.start', { name: 'Held', sweep })
    const experimentId = experiment.id
    await open.untilTraining(runIds[0]!)
    await open.call('experiments.pause', { experimentId })
    const held = statusesOf(open, runIds)
    const { stopped, wasHeld } = await open.call('experiments.stop', { experimentId })
    expect([stopped.length, wasHeld]).toEqual([3, true])
    expect(open.get(runIds[0]!).status).toBe('stopped')

    await open.call('experiments.pause', { experimentId })
    await open.call('runs.undoStop', { stopped })
    expect(statusesOf(open, runIds)).toEqual(held)
    await open.call('experiments.resume', { experimentId })
    await open.untilTraining(runIds[0]!)
  })
})
