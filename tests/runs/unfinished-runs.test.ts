import { describe, expect, it } from 'vitest'
import type { Run } from '#shared/run.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { openDatabase } from '#main/store/store.ts'
import { openStore, range } from '../store/sample-runs.ts'
import { brief, endless, openBackend, sleep } from './test-backend.ts'

const workbench = { keepsQueue: true, stateEveryMs: 30 }

/** About a second of training, in three groups of players. */
const config = (seed = 1): RunConfig => brief(150, { batch: { episodes: 40 }, seed })

const hashes = new Map<number, string | null>()

/** Of a run of that configuration that nothing interrupts. */
async function hashOf(wanted: RunConfig): Promise<string | null> {
  if (!hashes.has(wanted.seed)) {
    const { start, untilEnded } = openBackend()
    hashes.set(wanted.seed, (await untilEnded((await start(wanted)).id)).metricsHash)
  }
  return hashes.get(wanted.seed)!
}

/** A workbench that was closed in the middle of some runs. */
async function closedAmid(configs: readonly RunConfig[], workers = 1) {
  const first = openBackend({ ...workbench, workers })
  const runs: Run[] = []
  for (const each of configs) runs.push(await first.start(each))
  const [training] = runs as [Run]
  await first.until(training.id, ({ progress }) => progress.updates > 5)
  await first.close()
  return { databasePath: first.databasePath, ids: runs.map(({ id }) => id) }
}

describe('a workbench that is closed and opened again', () => {
  it('goes on where it stopped and comes to the same end, in another number of threads too', async () => {
    const { databasePath, ids } = await closedAmid([config(1), config(2)])
    const store = openStore(databasePath)
    const closed = store.runs.get(ids[0]!)
    expect(closed).toMatchObject({
      status: 'interrupted',
      reason: expect.stringContaining('closed'),
    })
    // The update under way was brought to its end: nothing is trained twice.
    expect(store.trainingStates.head(ids[0]!)!.progress.updates).toBe(closed.progress.updates)
    expect(store.trainingStates.head(ids[1]!)).toBeNull()

    const again = openBackend({ ...workbench, databasePath, threadsPerRun: 3 })
    expect(again.get(ids[0]!)).toMatchObject({
      status: 'running',
      reason: null,
      finishedAt: null,
      metricsHash: null,
      startedAt: closed.startedAt,
      progress: { episodes: closed.progress.episodes },
    })
    expect(again.get(ids[1]!).status).toBe('queued')
    for (const [i, runId] of ids.entries()) {
      const ended = await again.untilEnded(runId)
      expect(ended).toMatchObject({ status: 'completed', metricsHash: await hashOf(config(i + 1)) })
      expect(store.episodes.page(runId, -1, 1e5).map(({ index }) => index)).toEqual(
        range(ended.progress.episodes),
      )
    }
    expect(again.get(ids[0]!).progress.wallTimeMs).toBeGreaterThan(closed.progress.wallTimeMs)
  })

  it('keeps the order of its queue, after what was in training, and what was paused stays paused', async () => {
    const first = openBackend(workbench)
    const ids: number[] = []
    for (const seed of [1, 2, 3, 4]) ids.push((await first.start(endless({ seed }))).id)
    const [paused, running, ...waiting] = ids as [number, number, number, number]
    await first.untilTraining(paused)
    await first.call('runs.pause', { runId: paused })
    await first.untilTraining(running)
    const { episodes } = first.get(paused).progress
    await first.close()

    const again = openBackend({ ...workbench, databasePath: first.databasePath })
    expect(ids.map((runId) => again.get(runId).status)).toEqual([
      'paused',
      'running',
      'queued',
      'queued',
    ])
    expect(again.get(paused).progress.episodes).toBeGreaterThanOrEqual(episodes)
    await again.call('runs.stop', { runId: running })
    await again.untilTraining(waiting[0]!)
    await again.call('runs.resume', { runId: paused })
    for (const runId of waiting) await again.call('runs.stop', { runId })
    await again.untilTraining(paused, episodes + 1)
  })

  it('leaves them interrupted where a person wants that, and then for good', async () => {
    const { databasePath, ids } = await closedAmid([config()])
    openStore(databasePath).settings.setContinuesRuns(false)
    const second = openBackend({ ...workbench, databasePath })
    expect(second.get(ids[0]!).status).toBe('interrupted')
    await second.close()
    openStore(databasePath).settings.setContinuesRuns(true)
    const third = openBackend({ ...workbench, databasePath })
    expect(third.get(ids[0]!).status).toBe('interrupted')

    const [run] = await third.call('runs.continue', { runIds: ids })
    expect(run!.status).toBe('running')
    expect((await third.untilEnded(run!.id)).metricsHash).toBe(await hashOf(config()))
  })

  it('does not go on with what a command was killed in, nor is a command a workbench', async () => {
    const { databasePath, ids } = await closedAmid([config()])
    const command = openBackend({ databasePath })
    expect(command.get(ids[0]!).status).toBe('interrupted')
    const own = (await command.start(endless())).id
    await command.untilTraining(own)
    await command.close()

    const again = openBackend({ ...workbench, databasePath })
    expect(again.get(own).status).toBe('interrupted')
    expect((await again.untilEnded(ids[0]!)).status).toBe('completed')
  })

  it('does not mix what two arithmetics computed', async () => {
    const { databasePath, ids } = await closedAmid([config(1), config(2)])
    const db = openDatabase(databasePath)
    db.exec(`UPDATE training_states SET made_by = 'version 0.0.9, V8 1.0, kernel 01234567'`)
    db.close()
    const again = openBackend({ ...workbench, databasePath })
    const why =
      /^Run 1 was begun with version 0\.0\.9, V8 1\.0, kernel 01234567; this is arithmetic 1, kernel [0-9a-f]{16}, which rounds differently; train it again instead$/
    const refused = again.get(ids[0]!)
    expect(refused).toMatchObject({ status: 'interrupted', reason: expect.stringMatching(why) })
    await expect(again.call('runs.continue', { runIds: [ids[0]!] })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(why),
    })
    expect(again.get(ids[0]!)).toEqual(refused)
    // What had not begun belongs to none.
    expect((await again.untilEnded(ids[1]!)).metricsHash).toBe(await hashOf(config(2)))
  })

  it('does not go on with another engine than the one that began', async () => {
    const { databasePath, ids } = await closedAmid([config()])
    const db = openDatabase(databasePath)
    db.exec(`UPDATE training_states SET engine = 'tfjs (wasm)'`)
    db.close()
    const again = openBackend({ ...workbench, databasePath })
    expect(await again.untilEnded(ids[0]!)).toMatchObject({
      status: 'interrupted',
      reason: 'It was begun by the engine tfjs (wasm); this is simd, which rounds differently',
    })
  })
})

describe('a run that goes on', () => {
  it('can be stopped, paused and watched from the first moment', async () => {
    const { databasePath, ids } = await closedAmid([endless()])
    const again = openBackend({ ...workbench, databasePath })
    await again.call('runs.pause', { runId: ids[0]! })
    expect((await again.call('runs.playEpisode', { runId: ids[0]! })).runId).toBe(ids[0])
    await again.call('runs.resume', { runId: ids[0]! })
    expect((await again.call('runs.stop', { runId: ids[0]! })).status).toBe('stopped')
    // It may still go on.
    expect(openStore(databasePath).trainingStates.head(ids[0]!)).not.toBeNull()
  })

  it('loses nothing when it is closed before it has gone on', async () => {
    const { databasePath, ids } = await closedAmid([config()])
    for (const afterMs of [0, 50, 150]) {
      const again = openBackend({ ...workbench, databasePath })
      await sleep(afterMs)
      await again.close()
    }
    const last = openBackend({ ...workbench, databasePath })
    const ended = await last.untilEnded(ids[0]!)
    expect(ended.metricsHash).toBe(await hashOf(config()))
  })

  it('begins again from its seed where no state of it is stored', async () => {
    const { databasePath, ids } = await closedAmid([config()])
    const db = openDatabase(databasePath)
    db.exec(`DELETE FROM training_states`)
    db.close()
    const again = openBackend({ ...workbench, databasePath })
    const ended = await again.untilEnded(ids[0]!)
    expect(ended.metricsHash).toBe(await hashOf(config()))
  })

  it('is refused in a sentence when it ended by itself, and none of those asked for is continued', async () => {
    const { databasePath, ids } = await closedAmid([config()])
    const command = openBackend({ databasePath })
    const done = await command.untilEnded((await command.start(brief(2))).id)
    await expect(
      command.call('runs.continue', { runIds: [ids[0]!, done.id] }),
    ).rejects.toMatchObject({
      code: 'conflict',
      message: `Run ${done.id} is completed; only an interrupted or stopped run can be continued`,
    })
    expect(command.get(ids[0]!).status).toBe('interrupted')
  })
})
