import { describe, expect, it } from 'vitest'
import { centralDifferences } from '#core/exact/central-differences.ts'
import { finiteGradient } from '#core/exact/finite-gradient.ts'
import { createFiniteModel } from '#core/exact/finite-model.ts'
import { createFinitePolicy } from '#core/exact/finite-policy.ts'
import { finiteObjective, finiteValues, optimalObjective } from '#core/exact/finite-values.ts'
import { createRng } from '#core/rng.ts'
import { loadSimdEngine } from '../simd.ts'
import { allTrajectories, discountedReturn } from './brute-force.ts'
import { corridor, oneHot, smallPolicy, windyPair } from './small-problems.ts'

const engine = loadSimdEngine()

describe('the corridor', () => {
  const problem = { model: createFiniteModel(corridor), horizon: 1000, gamma: 1 }
  /** The corridor shows all its states alike: one row of a constant. */
  const policy = createFinitePolicy(smallPolicy(engine, 1, 2), new Float32Array([0, 0, 0]))
  /** θ: weights of the input, which is 0, then one bias per action. */
  const parametersAt = (p: number) => Float64Array.of(0, 0, 0, Math.log(p / (1 - p)))
  const objectiveAt = (p: number) => finiteObjective(problem, policy.probabilities(parametersAt(p)))

  it.each([0.1, 0.2, 0.5, 0.8, 0.95])('has the textbook’s J at p = %d', (p) => {
    expect(objectiveAt(p)).toBeCloseTo((2 * p - 4) / (p * (1 - p)), 6)
  })

  it('is best at p = 2 − √2, worth −(6 + 4√2)', () => {
    const best = 2 - Math.SQRT2
    expect(objectiveAt(best)).toBeCloseTo(-(6 + 4 * Math.SQRT2), 9)
    const gradient = finiteGradient(problem, policy, parametersAt(best))
    gradient.forEach((g) => expect(g).toBeCloseTo(0, 9))
  })

  it('has J = −12 and dJ/dθ_right = 2 at p = ½', () => {
    expect(objectiveAt(0.5)).toBeCloseTo(-12, 10)
    const gradient = finiteGradient(problem, policy, parametersAt(0.5))
    expect(gradient[3]).toBeCloseTo(2, 10)
    expect(gradient[2]).toBeCloseTo(-2, 10)
  })

  it('would cost three steps if its states could be told apart', () => {
    expect(optimalObjective(problem)).toBe(-3)
  })
})

describe('a small problem with chance', () => {
  const horizon = 5
  const gamma = 0.8
  const problem = { model: createFiniteModel(windyPair), horizon, gamma }
  const rng = createRng(3, 'parameters')
  const policies = {
    tabular: createFinitePolicy(smallPolicy(engine, 2, 3), oneHot(2)),
    aliased: createFinitePolicy(smallPolicy(engine, 1, 3), Float32Array.of(1, 1)),
    'a network': createFinitePolicy(smallPolicy(engine, 2, 3, [4, 3]), oneHot(2)),
  }

  describe.each(Object.entries(policies))('under %s', (_, policy) => {
    const parameters = Float64Array.from({ length: policy.parameterCount }, () => rng.normal())
    const probabilities = policy.probabilities(parameters)
    const trajectories = [...allTrajectories(windyPair, probabilities, horizon)]

    it('is worth what all its trajectories are worth together', () => {
      const total = trajectories.reduce((sum, { probability }) => sum + probability, 0)
      expect(total).toBeCloseTo(1, 12)
      const expected = trajectories.reduce(
        (sum, trajectory) => sum + trajectory.probability * discountedReturn(trajectory, gamma),
        0,
      )
      expect(finiteValues(problem, probabilities).objective).toBeCloseTo(expected, 12)
    })

    it('has the gradient of all its trajectories: E[R Σ ∇log π]', () => {
      const weights = new Float64Array(probabilities.length)
      for (const trajectory of trajectories) {
        const earned = trajectory.probability * discountedReturn(trajectory, gamma)
        for (const { state, action } of trajectory.steps) weights[state * 3 + action]! += earned
      }
      const expected = policy.scoreSum(parameters, weights)
      finiteGradient(problem, policy, parameters).forEach((g, i) =>
        expect(g).toBeCloseTo(expected[i]!, 12),
      )
    })

    it('has the gradient that central differences find', () => {
      const expected = centralDifferences(
        (moved) => finiteObjective(problem, policy.probabilities(moved)),
        parameters,
      )
      finiteGradient(problem, policy, parameters).forEach((g, i) =>
        expect(g).toBeCloseTo(expected[i]!, 8),
      )
    })
  })
})
