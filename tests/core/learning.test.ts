import { describe, expect, it } from 'vitest'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import { presets } from '#shared/presets.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { exampleConfig } from './example-config.ts'
import { loadTestEngine } from './tfjs.ts'

const engine = await loadTestEngine()

function progressAfter(config: RunConfig) {
  const training = createTraining(config, engine)
  for (const _event of train(config, training));
  return training.progress.current
}

describe('learning', () => {
  it.each([1, 2, 3])('the CartPole preset solves CartPole (seed %i)', (seed) => {
    const { solvedAt, meanReturnLast100 } = progressAfter({
      ...presets['cartpole-reinforce']!.config,
      seed,
    })
    expect(solvedAt!.environmentSteps).toBeLessThan(500_000)
    expect(meanReturnLast100).toBeGreaterThanOrEqual(475)
  })

  it.each([1, 2, 3])('a linear policy learns to balance from fixed steps (seed %i)', (seed) => {
    const { bestMeanReturn100 } = progressAfter({
      ...exampleConfig({
        policy: { kind: 'softmax-linear' },
        estimator: { normalizeAdvantages: true },
        optimizer: { kind: 'adam', learningRate: 0.05 },
        batch: { environmentSteps: 1024, environments: 8 },
        budget: { environmentSteps: 60_000 },
      }),
      seed,
    })
    expect(bestMeanReturn100).toBeGreaterThan(100)
  })

  it.each([1, 2, 3])(
    'a Gaussian policy finds the way from a corner to the goal (seed %i)',
    (seed) => {
      const { successRateLast100 } = progressAfter({
        ...exampleConfig({
          environment: {
            id: 'MovingParticleContinuous-v0',
            initialState: { kind: 'point', state: [0.2, 0.2] },
          },
          policy: { kind: 'mlp', hiddenSizes: [16] },
          estimator: { weight: 'return', gamma: 1, normalizeAdvantages: true },
          optimizer: { kind: 'adam', learningRate: 0.005 },
          batch: { episodes: 8 },
          budget: { environmentSteps: 150_000 },
        }),
        seed,
      })
      expect(successRateLast100).toBeGreaterThan(0.75)
    },
  )

  it('with raw features does not learn to balance: that policy cannot see the pole', () => {
    const { bestMeanReturn100 } = progressAfter(
      exampleConfig({
        policy: { kind: 'softmax-linear', features: 'raw' },
        estimator: { normalizeAdvantages: true },
        optimizer: { kind: 'adam', learningRate: 0.05 },
        batch: { environmentSteps: 1024, environments: 8 },
        budget: { environmentSteps: 30_000 },
      }),
    )
    expect(bestMeanReturn100).toBeLessThan(40)
  })
})
