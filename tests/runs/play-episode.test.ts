import { describe, expect, it } from 'vitest'
import { brief, endless, openBackend, sleep } from './test-backend.ts'

const continuous = {
  environment: { id: 'MovingParticleContinuous-v0' },
  policy: { kind: 'gaussian-linear' },
} as const

describe('watching a run', () => {
  it('shows the policy in training, in a pause the same one again, and after the end the last', async () => {
    const { start, call, untilTraining, untilEnded, get } = openBackend({ workers: 2 })
    const { id } = await start(endless())
    await untilTraining(id, 40)
    const play = () => call('runs.playEpisode', { runId: id })

    const earlier = await play()
    expect(earlier).toMatchObject({ runId: id, steps: expect.any(Array) })
    expect(earlier.steps).toHaveLength(earlier.episodeReturn)
    expect(earlier.terminated || earlier.truncated).toBe(true)
    const later = await play()
    expect(later.update).toBeGreaterThanOrEqual(earlier.update)

    await call('runs.pause', { runId: id })
    const [first, second] = [await play(), await play()]
    expect([first.update, second.update]).toEqual(Array(2).fill(get(id).progress.updates))
    expect(second.steps[0]!.observation).not.toEqual(first.steps[0]!.observation)

    await call('runs.stop', { runId: id })
    const { progress } = await untilEnded(id)
    expect((await play()).update).toBe(progress.updates)
  })

  it('adds nothing to the run', async () => {
    const { start, call, untilEnded, get } = openBackend()
    const { id } = await start(brief(2))
    const ended = await untilEnded(id)
    for (let i = 0; i < 3; i++) await call('runs.playEpisode', { runId: id })
    expect(get(id)).toEqual(ended)
  })

  it('shows the mean and σ of a continuous policy', async () => {
    const { start, call, untilEnded } = openBackend()
    const { id } = await start(brief(2, continuous))
    await untilEnded(id)
    const { steps } = await call('runs.playEpisode', { runId: id })
    expect(steps[0]).toMatchObject({
      action: [expect.any(Number)],
      policy: { kind: 'gaussian', mean: [expect.any(Number)], sigma: [expect.any(Number)] },
    })
  })

  it('knows the advantages of an ended run too: what its baseline had learned is stored', async () => {
    const { start, call, untilEnded } = openBackend()
    const learning = [{ baseline: 'mean' }, { baseline: 'value', gaeLambda: 0.9 }] as const
    for (const estimator of learning) {
      const { id } = await start(brief(2, { estimator }))
      await untilEnded(id)
      const { analysis, steps } = await call('runs.playEpisode', { runId: id })
      expect(analysis.unknown).toBeNull()
      expect(analysis.advantages).toHaveLength(steps.length)
      expect(analysis.baselines![0]).toBeGreaterThan(1)
    }
  })

  it('answers several viewers, and a run that ends meanwhile', async () => {
    const { start, call, untilTraining } = openBackend()
    const { id } = await start(endless())
    await untilTraining(id, 40)
    const plays = Array.from({ length: 5 }, () => call('runs.playEpisode', { runId: id }))
    const stopped = call('runs.stop', { runId: id })
    for (const { runId } of await Promise.all(plays)) expect(runId).toBe(id)
    expect((await stopped).status).toBe('stopped')
  })

  it('is refused in a sentence where there is no policy yet', async () => {
    const { start, call, untilTraining } = openBackend()
    const longUpdate = endless({ batch: { environmentSteps: 4_000_000, environments: 1000 } })
    const { id: running } = await start(longUpdate)
    const { id: queued } = await start(endless())
    await expect(call('runs.playEpisode', { runId: queued })).rejects.toMatchObject({
      code: 'conflict',
      message: `Run ${queued} has no policy to watch yet: it waits for a free worker`,
    })
    await untilTraining(running, 0)
    // In training there is always one to show, from before the first update on.
    expect(await call('runs.playEpisode', { runId: running })).toMatchObject({ update: 0 })
    await sleep(50)
    await call('runs.stop', { runId: running })
    await expect(call('runs.playEpisode', { runId: running })).rejects.toMatchObject({
      code: 'conflict',
      message: `Run ${running} has no policy to watch: no update of it is stored`,
    })
    await expect(call('runs.playEpisode', { runId: 99 })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})
