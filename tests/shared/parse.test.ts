import { describe, expect, it } from 'vitest'
import { parseRunConfig } from '#shared/run-config.ts'

const valid = {
  environment: { id: 'CartPole-v1' },
  policy: { kind: 'mlp' },
  optimizer: { kind: 'adam' },
  batch: { episodes: 4 },
  budget: { updates: 1 },
}
const lake = (map: unknown) => ({ environment: { id: 'FrozenLake-v1', parameters: { map } } })

describe('a configuration that is refused', () => {
  it.each<[string, object, string]>([
    [
      'an unknown field',
      { estimator: { gama: 0.9 } },
      'estimator.gama is not a known field; known there: weight, gamma, discountStates, baseline, gaeLambda, value, normalizeAdvantages, average, truncation, entropyCoefficient',
    ],
    [
      'a field of another alternative',
      { optimizer: { kind: 'trpo', learningRate: 0.1 } },
      'optimizer.learningRate is not a known field; known there: kind, maxKl, damping, conjugateGradientIterations, residualTolerance, backtracks, backtrackFactor',
    ],
    [
      'a field of no environment',
      { environment: { id: 'ShortCorridor-v0', parameters: { gravity: 1 } } },
      'environment.parameters.gravity is not a known field; known there: maxEpisodeSteps',
    ],
    [
      'fields that exclude each other',
      { batch: { episodes: 2, environmentSteps: 10 } },
      'batch.environmentSteps does not belong beside batch.episodes; use one of them',
    ],
    [
      'three of which one is enough',
      { budget: { updates: 2, episodes: 10, environmentSteps: 10 } },
      'budget.updates does not belong beside budget.episodes; use one of them',
    ],
    ['an alternative of none', { batch: {} }, 'batch.episodes is missing'],
    [
      'a value like none of the alternatives',
      lake('5x5'),
      'environment.parameters.map is "5x5"; allowed: 4x4, 8x8, array',
    ],
    [
      'a name of no alternative',
      { environment: { id: 'CartPole-v1', initialState: { kind: 'gauss' } } },
      'environment.initialState.kind is "gauss"; allowed: point, box',
    ],
    [
      'a number that JSON reads as infinite',
      { estimator: { gamma: JSON.parse('1e400') } },
      'estimator.gamma is Infinity; must be a finite number',
    ],
    [
      'a decimal comma',
      { estimator: { gamma: '0,99' } },
      'estimator.gamma is "0,99"; must be a finite number, written with a point: 0.99',
    ],
    [
      'a map of no tiles',
      lake([]),
      'environment.parameters.map has 0 × 0 tiles; rows and columns must be from 2 to 32 each',
    ],
    [
      'a map without a goal',
      lake(['SF', 'FF']),
      'environment.parameters.map has no goal; one tile must be G',
    ],
    [
      'a negative σ',
      { environment: { id: 'Pendulum-v1' }, policy: { kind: 'mlp', initialSigma: -1 } },
      'policy.initialSigma is -1; must be greater than 0',
    ],
  ])('%s', (_, changes, sentence) => {
    expect(() => parseRunConfig({ ...valid, ...changes })).toThrow(
      expect.objectContaining({ message: sentence }),
    )
  })
})
