import { describe, expect, it } from 'vitest'
import { createEnvironment } from '#core/environments/create-environment.ts'
import { evaluate } from '#core/evaluate.ts'
import { withPolicyInput } from '#core/features/policy-input.ts'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import { loadEngine } from '#main/workers/load-engine.ts'
import { brief, openBackend } from './test-backend.ts'

describe('evaluating a run', () => {
  it('plays the asked number of episodes with the stored policy, the same ones again', async () => {
    const { start, call, untilEnded, get } = openBackend()
    const { id: runId } = await start(brief(2))
    const ended = await untilEnded(runId)
    const evaluation = await call('runs.evaluate', { runId, episodes: 30 })
    expect(evaluation).toMatchObject({ runId, update: 2, successRate: null })
    expect(evaluation.returns).toEqual(evaluation.lengths)
    expect(evaluation.returns).toHaveLength(30)
    expect(new Set(evaluation.returns).size).toBeGreaterThan(1)
    expect(await call('runs.evaluate', { runId, episodes: 30 })).toEqual(evaluation)
    expect(get(runId)).toEqual(ended)
  })

  it('plays other episodes with another seed, and the first of many as the first of few', async () => {
    const { start, call, untilEnded } = openBackend()
    const { id: runId } = await start(brief(2))
    await untilEnded(runId)
    const few = await call('runs.evaluate', { runId, episodes: 5, actions: 'sampled' })
    const many = await call('runs.evaluate', { runId, episodes: 20, actions: 'sampled' })
    const other = await call('runs.evaluate', { runId, episodes: 20, actions: 'sampled', seed: 1 })
    expect(many.returns.slice(0, 5)).toEqual(few.returns)
    expect(other.returns).not.toEqual(many.returns)
  })

  it('normalises observations as they were at the end of training', async () => {
    const config = brief(6, {
      policy: { kind: 'softmax-linear', normalizeObservations: true },
      optimizer: { kind: 'adam', learningRate: 0.1 },
    })
    const engine = await loadEngine(config.engine)
    const training = createTraining(config, engine)
    for (const _event of train(config, training));
    const environment = withPolicyInput(
      createEnvironment(config.environment),
      config,
      training.normalizer,
    )
    const { network } = training.policy
    const task = { episodes: 10, actions: 'sampled', seed: 0 } as const
    const evaluating = evaluate({ environment, network, engine, ...task })
    let next = evaluating.next()
    while (!next.done) next = evaluating.next()

    const { start, call, untilEnded } = openBackend()
    const { id: runId } = await start(config)
    await untilEnded(runId)
    const { returns } = await call('runs.evaluate', { runId, ...task })
    expect(returns).toEqual(next.value.map(({ episodeReturn }) => episodeReturn))
  })

  it('chooses the mean of a Gaussian policy in its mode, and starts where it is told', async () => {
    const { start, call, untilEnded } = openBackend()
    const point = { kind: 'point' as const, state: [0.1, 0.1] }
    const { id: runId } = await start(
      brief(2, {
        environment: { id: 'MovingParticleContinuous-v0', initialState: point },
        policy: { kind: 'gaussian-linear' },
      }),
    )
    await untilEnded(runId)
    const mode = await call('runs.evaluate', { runId, episodes: 4 })
    expect(new Set(mode.returns).size).toBe(1)
    const sampled = await call('runs.evaluate', { runId, episodes: 4, actions: 'sampled' })
    expect(new Set(sampled.returns).size).toBe(4)
    const anywhere = await call('runs.evaluate', { runId, episodes: 4, start: 'default' })
    expect(new Set(anywhere.returns).size).toBe(4)
  })
})
