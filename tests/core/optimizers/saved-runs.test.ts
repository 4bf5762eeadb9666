import { describe, expect, it } from 'vitest'
import { train, type TrainingEvent } from '#core/train.ts'
import { createTraining, type Training } from '#core/training.ts'
import { runConfigSchema, type RunConfig, type RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine } from '../simd.ts'

const engine = loadSimdEngine()
const { optimizer } = runConfigSchema.shape
const kinds = optimizer.options.map(({ shape }) => [...shape.kind.values][0]!)

const runs: Record<string, Partial<RunConfigInput>> = {
  'complete trajectories': {},
  'a Gaussian policy on fixed steps': {
    environment: { id: 'MovingParticleContinuous-v0' },
    policy: { kind: 'mlp', hiddenSizes: [5] },
    batch: { environmentSteps: 120, environments: 4 },
  },
  'tied parameters': { policy: { kind: 'softmax-linear', features: 'raw' } },
}

/** What happens up to an update. */
function run(config: RunConfig, training: Training, lastUpdate = Infinity): TrainingEvent[] {
  const events: TrainingEvent[] = []
  for (const event of train(config, training)) {
    if (event.kind !== 'tick') events.push(event)
    if (event.kind === 'update' && event.update.index === lastUpdate) break
  }
  return events
}

describe.each(kinds)('a run with %s', (kind) => {
  it.each(Object.entries(runs))('is the same again and goes on when saved (%s)', (_, changes) => {
    const config = exampleConfig({
      optimizer: optimizer.parse({ kind }),
      budget: { updates: 6, stopWhenSolved: false },
      ...changes,
    })
    const whole = createTraining(config, engine)
    const events = run(config, whole)
    expect(events.at(-1)).toMatchObject({ kind: 'update', update: { index: 5 } })

    const first = createTraining(config, engine)
    const begun = run(config, first, 2)
    const state = structuredClone(first.save())
    run(config, first)
    const resumed = createTraining(config, engine)
    resumed.restore(state)
    expect([...begun, ...run(config, resumed)]).toEqual(events)
    expect(resumed.policy.parameters).toEqual(whole.policy.parameters)
  })
})
