import { describe, expect, it } from 'vitest'
import { brief, openBackend, sleep } from './test-backend.ts'

const config = (seed: number) => brief(200, { seed })

/** Trains for about a second: long enough to be interrupted a few times. */
const long = brief(1000)

describe('the hash of what a run did', () => {
  it('depends on the seed alone: not on what else trains, nor on how often', async () => {
    const { start, untilEnded } = openBackend({ workers: 2 })
    const ids: number[] = []
    for (const seed of [1, 2, 1]) ids.push((await start(config(seed))).id)
    const [first, other, again] = await Promise.all(ids.map((id) => untilEnded(id)))
    expect(again!.metricsHash).toBe(first!.metricsHash)
    expect(other!.metricsHash).not.toBe(first!.metricsHash)

    const single = openBackend({ workers: 1 })
    const { id } = await single.start(config(2))
    expect((await single.untilEnded(id)).metricsHash).toBe(other!.metricsHash)
  })

  it('is the same after pauses and with a viewer who always watches', async () => {
    const open = openBackend({ workers: 3 })
    const { start, untilEnded, untilTraining, untilStill, until, call, get } = open
    const plain = (await start(long)).id
    const watched = (await start(long)).id
    const paused = (await start(long)).id

    let watchedEpisodes = 0
    const watching = (async () => {
      await untilTraining(watched, 0)
      for (; get(watched).status === 'running'; watchedEpisodes++) {
        await call('runs.playEpisode', { runId: watched })
      }
    })()
    await untilTraining(paused)
    for (let pauses = 0; pauses < 3; pauses++) {
      await call('runs.pause', { runId: paused })
      await call('runs.playEpisode', { runId: paused })
      // What was under way when the pause came is stored; then nothing more happens.
      const { episodes } = (await untilStill(paused)).progress
      await sleep(250)
      expect(get(paused)).toMatchObject({ status: 'paused', progress: { episodes } })
      await call('runs.resume', { runId: paused })
      await until(paused, ({ status }) => status !== 'queued')
      await sleep(30)
    }

    await watching
    expect(watchedEpisodes).toBeGreaterThan(2)
    const [one, two, three] = [
      await untilEnded(plain),
      await untilEnded(watched),
      await untilEnded(paused),
    ]
    expect([two.metricsHash, three.metricsHash]).toEqual([one.metricsHash, one.metricsHash])
    expect(one.status).toBe('completed')
  })

  it('is the same when commands come faster than they can be heard', async () => {
    const { start, untilEnded, untilTraining, call } = openBackend({ workers: 2 })
    const plain = (await start(long)).id
    const hurried = (await start(long)).id
    await untilTraining(hurried, 4)
    const plays = []
    for (let i = 0; i < 20; i++) {
      const commands = [call('runs.pause', { runId: hurried })]
      plays.push(call('runs.playEpisode', { runId: hurried }))
      commands.push(call('runs.resume', { runId: hurried }))
      await Promise.all(commands)
      await sleep(i)
    }
    expect((await Promise.all(plays)).length).toBe(20)
    const [one, two] = [await untilEnded(plain), await untilEnded(hurried)]
    expect(two.metricsHash).toBe(one.metricsHash)
  })
})
