import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { EventMessage } from '#shared/rpc.ts'
import type { Run } from '#shared/run.ts'
import { createStore, openDatabase } from '#main/store/store.ts'
import { addRun } from '../store/sample-runs.ts'
import { brief, endless, eventually, openBackend } from './test-backend.ts'

/** Two workbenches on one file, as a window and the command line beside it. */
function openTwo() {
  const first = openBackend()
  const second = openBackend({ databasePath: first.databasePath })
  const heard: EventMessage[] = []
  second.backend.subscribe((message) => heard.push(message))
  return { first, second, heard }
}

describe('a workbench beside another one on the same file', () => {
  it('publishes what the other does, until the run ends and is deleted', async () => {
    const { first, heard } = openTwo()
    const { id } = await first.start(endless())
    const changes = () =>
      heard.filter(({ event }) => event === 'run.changed').map(({ data }) => data as Run)
    await eventually('news', changes, (runs) => (runs.at(-1)?.progress.episodes ?? 0) > 0)
    const { progress } = await first.call('runs.stop', { runId: id })
    await eventually('the end', changes, (runs) => runs.at(-1)?.status === 'stopped')
    expect(changes().at(-1)).toMatchObject({ id, progress })

    await first.call('runs.tag', { runId: id, tags: ['good'] })
    await eventually('the tag', changes, (runs) => runs.at(-1)?.tags[0] === 'good')
    await first.call('runs.delete', { runId: id })
    await eventually(
      'the deletion',
      () => heard.at(-1),
      (message) => message?.event === 'run.deleted',
    )
    expect(heard.at(-1)).toEqual({ event: 'run.deleted', data: { runId: id } })
  })

  it('leaves the runs of the other alone, and shows them', async () => {
    const first = openBackend()
    const training = (await first.start(endless({ seed: 1 }))).id
    const waiting = (await first.start(endless({ seed: 2 }))).id
    await first.untilTraining(training, 20)

    const second = openBackend({ databasePath: first.databasePath })
    expect(second.get(training).status).toBe('running')
    expect(second.get(waiting).status).toBe('queued')
    for (const command of ['runs.pause', 'runs.resume', 'runs.stop', 'runs.delete'] as const) {
      for (const runId of [training, waiting]) {
        await expect(second.call(command, { runId })).rejects.toMatchObject({
          code: 'conflict',
          message: `Run ${runId} belongs to another program that is using this database`,
        })
      }
    }
    await first.until(training, ({ progress }) => progress.updates > 20)
    expect((await second.call('runs.playEpisode', { runId: training })).runId).toBe(training)

    // Both train on: neither loses a batch to the other.
    const { id } = await second.start(brief(50))
    expect((await second.untilEnded(id)).status).toBe('completed')
    await second.close()
    const { episodes } = first.get(training).progress
    await first.untilTraining(training, episodes + 1)
  })

  it('tells in its queue what the other trains and what waits there, and not what it left', async () => {
    const { first, second } = openTwo()
    const training = (await first.start(endless({ seed: 1 }))).id
    const waiting = (await first.start(endless({ seed: 2 }))).id
    await first.untilTraining(training)
    const own = (await second.start(endless({ seed: 3 }))).id
    const queue = async () => {
      const { training, waitingCount, elsewhere } = await second.call('queue.get', undefined)
      return { own: training.map(({ id }) => id), waitingCount, elsewhere }
    }
    const { elsewhere, ...rest } = await queue()
    expect(rest).toEqual({ own: [own], waitingCount: 0 })
    expect(elsewhere).toMatchObject({
      training: [{ id: training }],
      trainingCount: 1,
      waitingCount: 1,
    })
    expect((await first.call('queue.get', undefined)).elsewhere.training).toMatchObject([
      { id: own },
    ])
    await first.call('runs.stop', { runId: waiting })
    await first.call('runs.stop', { runId: training })
    await first.until(training, ({ status }) => status === 'stopped')
    expect((await queue()).elsewhere).toEqual({ training: [], trainingCount: 0, waitingCount: 0 })
  })

  it('does not publish its own runs in training twice', async () => {
    const { first, second, heard } = openTwo()
    const other = (await first.start(endless({ seed: 1 }))).id
    const own = (await second.start(endless({ seed: 2 }))).id
    const timesOf = (runId: number) =>
      heard
        .map(({ data }) => data as Run)
        .filter(({ id, progress }) => id === runId && progress.wallTimeMs > 0)
        .map(({ progress }) => progress.wallTimeMs)
    await eventually(
      'news of both',
      () => [timesOf(own).length, timesOf(other).length] as const,
      ([ofOwn, ofOther]) => ofOwn > 5 && ofOther >= 2,
    )
    const times = timesOf(own)
    expect(times).toEqual([...new Set(times)])
  })

  it('goes on when the file cannot be used for a while', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const { databasePath, reported, heard } = openBackend()
    const other = openDatabase(databasePath)
    onTestFinished(() => void other.close())
    const store = createStore(other)
    other.exec('ALTER TABLE processes RENAME TO elsewhere; ALTER TABLE tags RENAME TO nowhere')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(reported.map(String)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('no such table: processes'),
        expect.stringContaining('no such table: tags'),
      ]),
    )
    other.exec('ALTER TABLE elsewhere RENAME TO processes; ALTER TABLE nowhere RENAME TO tags')
    const { id } = addRun(store)
    vi.advanceTimersByTime(1000)
    await eventually(
      'news of the run',
      () => heard.at(-1)?.run.id,
      (runId) => runId === id,
    )
  })
})
