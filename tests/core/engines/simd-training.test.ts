import { describe, expect, it } from 'vitest'
import { train, type TrainingEvent } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import { presets } from '#shared/presets.ts'
import type { RunConfig, RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine } from '../simd.ts'

const engine = loadSimdEngine()

function run(config: RunConfig, training = createTraining(config, engine), updates = Infinity) {
  const events: TrainingEvent[] = []
  for (const event of train(config, training)) {
    if (event.kind !== 'tick') events.push(event)
    if (event.kind === 'update' && event.update.index === updates) break
  }
  return { events, training }
}

const kinds: Record<string, Partial<RunConfigInput>> = {
  'complete trajectories': {},
  'fixed steps': { batch: { environmentSteps: 120, environments: 4 } },
  'a Gaussian policy': {
    environment: { id: 'MovingParticleContinuous-v0' },
    policy: { kind: 'mlp', hiddenSizes: [7, 5], activation: 'relu' },
  },
  'raw features': { policy: { kind: 'softmax-linear', features: 'raw' } },
}

describe.each(Object.entries(kinds))('training on simd with %s', (_, changes) => {
  const config = exampleConfig({ ...changes, budget: { updates: 8 } })

  it('is the same again, in the same memory and in new memory', () => {
    const { events } = run(config)
    expect(run(config).events).toEqual(events)
    expect(run(config, createTraining(config, loadSimdEngine())).events).toEqual(events)
  })

  it('goes on bit for bit from a saved state', () => {
    const whole = run(config)
    const first = run(config, createTraining(config, engine), 3)
    const resumed = createTraining(config, engine)
    resumed.restore(structuredClone(first.training.save()))
    const rest = run(config, resumed)
    expect([...first.events, ...rest.events]).toEqual(whole.events)
    expect(rest.training.policy.parameters).toEqual(whole.training.policy.parameters)
  })
})

describe('learning on simd', () => {
  it.each([1, 2, 3, 4, 5])('the CartPole preset solves CartPole (seed %i)', (seed) => {
    const config = { ...presets['cartpole-reinforce']!.config, seed }
    const { solvedAt } = run(config).training.progress.current
    expect(solvedAt!.environmentSteps).toBeLessThan(500_000)
  })
})
