import { describe, expect, it } from 'vitest'
import type { Run } from '#shared/run.ts'
import type { RunConfigInput } from '#shared/run-config.ts'
import { brief, endless, episodesInExport, openBackend, sleep } from './test-backend.ts'

const WITHIN_MS = 500

type OpenBackend = ReturnType<typeof openBackend>

/** Stops the run and checks that the answer came in time and keeps what was published before. */
async function stopInTime({ call, get }: OpenBackend, runId: number): Promise<Run> {
  const before = get(runId).progress
  const from = performance.now()
  const stopped = await call('runs.stop', { runId })
  expect(performance.now() - from).toBeLessThan(WITHIN_MS)
  expect(stopped).toMatchObject({ status: 'stopped', reason: null })
  expect(stopped.finishedAt).not.toBeNull()
  expect(stopped.progress.episodes).toBeGreaterThanOrEqual(before.episodes)

  expect(await episodesInExport(call, runId)).toBe(stopped.progress.episodes)
  return stopped
}

describe('a stop', () => {
  it('is answered within half a second, whatever the run is doing', async () => {
    const open = openBackend()
    const { start, call, untilTraining, get } = open
    const starting = (await start(endless({ seed: 1 }))).id
    const queued = (await start(endless({ seed: 2 }))).id
    await stopInTime(open, queued)
    await stopInTime(open, starting)

    const running = (await start(endless({ seed: 3 }))).id
    await untilTraining(running, 20)
    const { metricsHash } = await stopInTime(open, running)
    expect(metricsHash).toMatch(/^[0-9a-f]{16}$/)

    const paused = (await start(endless({ seed: 4 }))).id
    await untilTraining(paused)
    await call('runs.pause', { runId: paused })
    const other = (await start(endless({ seed: 5 }))).id
    await untilTraining(other)
    await call('runs.resume', { runId: paused })
    expect(get(paused).status).toBe('queued')
    // Both in the queue with a worker of its own and paused.
    await stopInTime(open, paused)

    await call('runs.pause', { runId: other })
    const { episodes } = (await open.untilStill(other)).progress
    expect((await stopInTime(open, other)).progress.episodes).toBe(episodes)
  })

  it.each<[string, Partial<RunConfigInput>]>([
    [
      'a million parameters and 64 episodes',
      { policy: { kind: 'mlp', hiddenSizes: [1024, 1024] }, batch: { episodes: 64 } },
    ],
    [
      'a million steps in one update',
      { batch: { environmentSteps: 1_000_000, environments: 1000 } },
    ],
    ['ten million parameters', { policy: { kind: 'mlp', hiddenSizes: [3000, 3000] } }],
  ])('does not wait for an update of %s', async (_, changes) => {
    const open = openBackend()
    const { id } = await open.start(endless(changes))
    await open.until(id, ({ engine }) => engine !== null)
    await sleep(300)
    await stopInTime(open, id)
    const next = (await open.start(endless())).id
    await open.untilTraining(next)
  })

  it('can be followed by going on, to the bit of a run that was never stopped', async () => {
    const { start, call, until, untilEnded } = openBackend()
    const config = brief(150, { batch: { episodes: 40 } })
    const { metricsHash } = await untilEnded((await start(config)).id)

    const { id } = await start(config)
    await until(id, ({ progress }) => progress.updates > 5)
    const stopped = await call('runs.stop', { runId: id })
    const [continued] = await call('runs.continue', { runIds: [id] })
    // The update under way was brought to its end: nothing is trained twice.
    expect(continued).toMatchObject({
      status: 'running',
      finishedAt: null,
      metricsHash: null,
      progress: { episodes: stopped.progress.episodes, updates: stopped.progress.updates },
    })
    expect(await untilEnded(id)).toMatchObject({ status: 'completed', metricsHash })
  })

  it('amid an update of a paused run goes back to the last state, and comes to the same end', async () => {
    const { start, call, until, untilEnded } = openBackend({ stateEveryMs: 30 })
    const config = brief(150, { batch: { episodes: 40 } })
    const { metricsHash } = await untilEnded((await start(config)).id)

    const { id } = await start(config)
    await until(id, ({ progress }) => progress.updates > 5)
    await call('runs.pause', { runId: id })
    await call('runs.stop', { runId: id })
    await call('runs.continue', { runIds: [id] })
    expect(await untilEnded(id)).toMatchObject({ status: 'completed', metricsHash })
  })

  it('may be asked for twice', async () => {
    const { start, call, untilTraining } = openBackend()
    const { id } = await start(endless())
    await untilTraining(id)
    const stops = await Promise.all([
      call('runs.stop', { runId: id }),
      call('runs.stop', { runId: id }),
    ])
    expect(stops.map(({ status }) => status)).toEqual(['stopped', 'stopped'])
  })
})

describe('closing the workbench', () => {
  it('interrupts every run with a reason and keeps what it learned', async () => {
    const first = openBackend()
    const ids: number[] = []
    for (let seed = 1; seed <= 2; seed++) ids.push((await first.start(endless({ seed }))).id)
    const [running, queued] = ids as [number, number]
    await first.untilTraining(running, 20)
    const before = first.get(running).progress
    await first.close()

    const { get, call, databasePath } = openBackend({ databasePath: first.databasePath })
    expect(databasePath).toBe(first.databasePath)
    for (const runId of ids) {
      expect(get(runId)).toMatchObject({
        status: 'interrupted',
        reason: expect.stringContaining('closed'),
        finishedAt: expect.any(String),
      })
    }
    const { progress } = get(running)
    expect(progress.episodes).toBeGreaterThanOrEqual(before.episodes)
    expect(get(queued).progress.episodes).toBe(0)
    expect(await episodesInExport(call, running)).toBe(progress.episodes)
    // Its last policy is there to be watched.
    const { update } = await call('runs.playEpisode', { runId: running })
    expect(update).toBe(progress.updates)
  })
})
