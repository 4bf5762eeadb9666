import { describe, expect, it } from 'vitest'
import { createBaseline } from '#core/estimators/baselines/create-baseline.ts'
import { scoreWeights } from '#core/estimators/score-weights.ts'
import { exampleConfig } from '../example-config.ts'
import { earned as batch } from './earned.ts'

const { estimator } = exampleConfig({ estimator: { gamma: 0.5, baseline: 'none' } })
const none = createBaseline(estimator, 0)
const weights = (changes: Partial<typeof estimator>) => [
  ...scoreWeights(batch, { ...estimator, ...changes }, none).weights,
]

describe('score weights', () => {
  it('are G_t over the number of trajectories', () => {
    expect(weights({})).toEqual([1.5, 10, 2, 10, 2])
  })

  it('are R(τ) over the number of trajectories for the weight return', () => {
    expect(weights({ weight: 'return' })).toEqual([1.5, 10, 1.5, 10, 1.5])
  })

  it('are divided by the number of steps on request', () => {
    expect(weights({ average: 'steps' })[1]).toBe(4)
  })

  it('keep γ^t with G_t, and leave R(τ), which holds it already', () => {
    expect(weights({ discountStates: true })).toEqual([1.5, 10, 1, 5, 0.5])
    expect(weights({ discountStates: true, weight: 'return' })).toEqual(
      weights({ weight: 'return' }),
    )
  })

  it('keep γ^t with GAE(λ) and with normalised advantages alike', () => {
    const values = { rows: Float64Array.of(1, 4, 2, 8, 2), tails: Float64Array.of(6, 0) }
    const settings = { ...estimator, gaeLambda: 0.5, discountStates: true }
    // Trajectory 0: δ = 1, 1, 5 and A = 1.5625, 2.25, 5; trajectory 1: δ = 10, 12 and A = 13, 12.
    expect([...scoreWeights(batch, settings, none, values).weights]).toEqual([
      1.5625 / 2,
      13 / 2,
      (0.5 * 2.25) / 2,
      (0.5 * 12) / 2,
      (0.25 * 5) / 2,
    ])
    const normalized = weights({ normalizeAdvantages: true })
    const powers = [1, 1, 0.5, 0.5, 0.25]
    weights({ normalizeAdvantages: true, discountStates: true }).forEach((weight, row) =>
      expect(weight).toBeCloseTo(powers[row]! * normalized[row]!, 6),
    )
  })

  it('have mean 0 and deviation 1 when normalised', () => {
    const values = weights({ normalizeAdvantages: true }).map((weight) => weight * 2)
    const mean = values.reduce((sum, x) => sum + x, 0) / 5
    const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 5)
    expect(mean).toBeCloseTo(0, 6)
    expect(deviation).toBeCloseTo(1, 6)
  })

  it('do not become infinite when all advantages are equal', () => {
    const constant = { ...batch, rewards: new Float64Array(6) }
    const found = scoreWeights(constant, { ...estimator, normalizeAdvantages: true }, none)
    expect([...found.weights]).toEqual([0, 0, 0, 0, 0])
  })
})
