import { describe, expect, it } from 'vitest'
import { centralDifferences } from '#core/exact/central-differences.ts'
import { createGaussianBanditObjective } from '#core/exact/gaussian-bandit-objective.ts'
import { loadSimdEngine } from '../simd.ts'
import { gaussianBandit, gaussianPolicy } from './gaussian-problem.ts'

const engine = loadSimdEngine()
const environment = gaussianBandit(1)

describe.each([
  ['a linear policy', gaussianPolicy(engine, [], 'learned')],
  ['a linear policy with a fixed σ', gaussianPolicy(engine, [], 'fixed')],
  ['a network', gaussianPolicy(engine, [3], 'learned')],
])('J of the Gaussian bandit under %s', (_, policy) => {
  const exact = createGaussianBanditObjective({ environment, policy, target: 1, gamma: 1 })
  const theta = Float64Array.from({ length: exact.parameterCount }, (_, i) => 0.3 + 0.1 * (i % 4))

  it('has the gradient that central differences find', () => {
    const expected = centralDifferences(exact.objective, theta)
    exact.gradient(theta).forEach((g, i) => expect(g).toBeCloseTo(expected[i]!, 8))
  })
})

it('is −2 with the slopes 2 in the mean and −2 in log σ, at θ = 0', () => {
  const policy = gaussianPolicy(engine, [], 'learned')
  const exact = createGaussianBanditObjective({ environment, policy, target: 1, gamma: 1 })
  // θ: the weight of the input, the bias that is the mean, log σ.
  const zero = new Float64Array(3)
  expect(exact.objective(zero)).toBe(-2)
  expect(exact.gradient(zero)[1]).toBe(2)
  expect(exact.gradient(zero)[2]).toBe(-2)
  expect(exact.optimum).toBe(0)
})
