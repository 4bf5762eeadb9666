import { describe, expect, it } from 'vitest'
import type { Batch } from '#core/batch.ts'
import { createBaseline } from '#core/estimators/baseline.ts'
import { rewardsToGo, trajectoryReturns } from '#core/estimators/returns.ts'
import { scoreWeights } from '#core/estimators/score-weights.ts'
import { exampleConfig } from '../example-config.ts'

/** Trajectory 0 earns 1, 2, 4; trajectory 1 earns 10, 20 and ends a step earlier. */
const batch: Batch = {
  steps: 5,
  trajectories: 2,
  observations: new Float32Array(0),
  actions: new Float32Array(0),
  rewards: Float64Array.of(1, 10, 2, 20, 4, 999),
  trajectory: Int32Array.of(0, 1, 0, 1, 0, 1),
  time: Int32Array.of(0, 0, 1, 1, 2, 9),
}

const { estimator } = exampleConfig({ estimator: { gamma: 0.5, baseline: 'none' } })
const weights = (
  changes: Partial<typeof estimator>,
  baseline = createBaseline(changes.baseline ?? 'none'),
) => [...scoreWeights(batch, { ...estimator, ...changes }, baseline)]

describe('returns', () => {
  it('count every reward from a step on, discounted: 1 + 2/2 + 4/4 = 3', () => {
    expect([...rewardsToGo(batch, 0.5)]).toEqual([3, 20, 4, 20, 4])
  })

  it('are those of the whole trajectory at each of its steps', () => {
    expect([...trajectoryReturns(batch, 0.5)]).toEqual([3, 20, 3, 20, 3])
  })
})

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

  it('have mean 0 and deviation 1 when normalised', () => {
    const values = weights({ normalizeAdvantages: true }).map((weight) => weight * 2)
    const mean = values.reduce((sum, x) => sum + x, 0) / 5
    const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 5)
    expect(mean).toBeCloseTo(0, 6)
    expect(deviation).toBeCloseTo(1, 6)
  })

  it('do not become infinite when all advantages are equal', () => {
    const constant = { ...batch, rewards: new Float64Array(6) }
    const found = scoreWeights(
      constant,
      { ...estimator, normalizeAdvantages: true },
      createBaseline('none'),
    )
    expect([...found]).toEqual([0, 0, 0, 0, 0])
  })
})

describe('the mean baseline', () => {
  it('judges a batch by what was known before it: 0 first, then the earlier mean', () => {
    const baseline = createBaseline('mean')
    expect(weights({ baseline: 'mean' }, baseline)).toEqual(weights({}))
    // Mean of G_t over the five steps: (3 + 20 + 4 + 20 + 4) / 5 = 10.2.
    expect(baseline.value()).toBeCloseTo(10.2, 12)
    expect(weights({ baseline: 'mean' }, baseline)[0]).toBeCloseTo((3 - 10.2) / 2, 6)
  })

  it('counts every trajectory once for the weight return: (3 + 20) / 2', () => {
    const baseline = createBaseline('mean')
    weights({ baseline: 'mean', weight: 'return' }, baseline)
    expect(baseline.value()).toBeCloseTo(11.5, 12)
  })

  it('forgets slowly: a tenth of each new batch', () => {
    const baseline = createBaseline('mean')
    baseline.observe(10)
    baseline.observe(20)
    expect(baseline.value()).toBeCloseTo(11, 12)
    const other = createBaseline('mean')
    other.restore(baseline.save())
    expect(other.value()).toBe(baseline.value())
  })
})
