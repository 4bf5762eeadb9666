import { describe, expect, it } from 'vitest'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import { presets } from '#shared/presets.ts'
import type { RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine } from '../simd.ts'

const engine = loadSimdEngine()

function progressAfter(changes: Partial<RunConfigInput>) {
  const config = exampleConfig({
    estimator: { normalizeAdvantages: true },
    optimizer: { kind: 'adam', learningRate: 0.05 },
    batch: { episodes: 16 },
    ...changes,
  })
  const training = createTraining(config, engine)
  for (const _event of train(config, training));
  return training.progress.current
}

describe('a network on normalised observations', () => {
  it.each([1, 2, 3])('solves CartPole (seed %i)', (seed) => {
    const { policy, ...preset } = presets['cartpole-reinforce']!.config
    const { solvedAt } = progressAfter({
      ...preset,
      policy: { ...policy, normalizeObservations: true },
      budget: { environmentSteps: 120_000 },
      seed,
    })
    expect(solvedAt).not.toBeNull()
  })
})

describe('a linear softmax', () => {
  it.each([1, 2, 3])('on Fourier features solves CartPole (seed %i)', (seed) => {
    const { solvedAt } = progressAfter({
      policy: { kind: 'softmax-linear', features: 'fourier' },
      budget: { environmentSteps: 150_000 },
      seed,
    })
    expect(solvedAt).not.toBeNull()
  })

  it.each([1, 2, 3])('on tiles learns the way to the goal (seed %i)', (seed) => {
    const { successRateLast100, bestMeanReturn100 } = progressAfter({
      environment: { id: 'MovingParticle-v0' },
      policy: { kind: 'softmax-linear', features: 'tile-coding' },
      budget: { environmentSteps: 60_000 },
      seed,
    })
    expect(successRateLast100).toBeGreaterThan(0.9)
    expect(bestMeanReturn100).toBeGreaterThan(4)
  })
})
