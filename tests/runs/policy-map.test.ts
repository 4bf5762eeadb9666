import { describe, expect, it } from 'vitest'
import { brief, endless, openBackend } from './test-backend.ts'

const request = (runId: number) => ({
  runId,
  x: { index: 2, from: -0.2, to: 0.2, count: 21 },
  y: { index: 3, from: -3, to: 3, count: 21 },
  state: [0, 0, 0, 0],
})

describe('a map of the policy of a run', () => {
  it('is of the policy in training, also while it is paused', async () => {
    const { start, call, untilTraining } = openBackend()
    const { id } = await start(endless())
    await untilTraining(id)
    const first = await call('runs.policyMap', request(id))
    expect(first.policy).toMatchObject({ kind: 'categorical' })
    expect(first.entropy).toHaveLength(21 * 21)
    await call('runs.pause', { runId: id })
    const paused = await call('runs.policyMap', request(id))
    expect(paused.update).toBeGreaterThanOrEqual(first.update)
    expect(await call('runs.policyMap', request(id))).toEqual(paused)
  })

  it('is of the last policy stored once the run has ended', async () => {
    const { start, call, untilEnded } = openBackend()
    const { id } = await start(brief(5))
    await untilEnded(id)
    expect(await call('runs.policyMap', request(id))).toMatchObject({ runId: id, update: 5 })
  })

  it('tells V too where one was learned and stored', async () => {
    const { start, call, untilEnded } = openBackend()
    const { id } = await start(brief(5, { estimator: { baseline: 'value' } }))
    await untilEnded(id)
    const { values } = await call('runs.policyMap', request(id))
    expect(values).toHaveLength(21 * 21)
    expect(new Set(values).size).toBeGreaterThan(100)
  })

  it('changes nothing of the run', async () => {
    const { start, call, untilEnded, untilTraining } = openBackend()
    const config = brief(400)
    const alone = await untilEnded((await start(config)).id)
    const { id } = await start(config)
    await untilTraining(id)
    for (let i = 0; i < 3; i++) await call('runs.policyMap', request(id))
    expect((await untilEnded(id)).metricsHash).toBe(alone.metricsHash)
  })

  it('is refused with a sentence, and the run trains on', async () => {
    const { start, call, untilTraining, get } = openBackend()
    const { id } = await start(endless())
    await untilTraining(id)
    await expect(call('runs.policyMap', { ...request(id), state: [0, 0] })).rejects.toMatchObject({
      code: 'invalid-params',
      message: 'runs.policyMap: state has 2 numbers; CartPole-v1 has 4',
    })
    expect(get(id).status).toBe('running')
  })
})
