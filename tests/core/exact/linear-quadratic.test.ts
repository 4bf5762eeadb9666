import { describe, expect, it } from 'vitest'
import { centralDifferences } from '#core/exact/central-differences.ts'
import {
  quadraticObjective,
  quadraticOptimum,
  quadraticValues,
} from '#core/exact/linear-quadratic.ts'
import { naturalDirection } from '#core/exact/step-directions.ts'
import { dot } from '#core/exact/vectors.ts'
import { exactnessProblem } from '#shared/exact-environments.ts'
import type { RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from '../example-config.ts'
import { check, configuredLab } from './labs.ts'

const regulator: Partial<RunConfigInput> = {
  environment: {
    id: 'LinearQuadratic-v0',
    parameters: { A: 0.9, B: 0.8, noise: 0.3, Q: 1, R: 0.5, maxEpisodeSteps: 12 },
  },
  policy: { kind: 'gaussian-linear', initialSigma: 0.5 },
  estimator: { gamma: 0.95 },
}
const system = { A: 1, B: 1, noise: 0, Q: 1, R: 1, horizon: 2, gamma: 1, mean: 0, square: 1 }

describe('two steps of the regulator, by hand', () => {
  // s₁ = s₀ + a₀; −J = E[s₀² + a₀² + s₁² + a₁²] with E[s₀²] = 1.
  it('cost 2 when nothing is done, and 1.5 when half the state is taken back at first', () => {
    expect(quadraticObjective(system, { k: 0, b: 0, sigma: 0 })).toBe(-2)
    // a = −s/2 in both steps: 1 + 1/4 + 1/4 + 1/16.
    expect(quadraticObjective(system, { k: -0.5, b: 0, sigma: 0 })).toBe(-1.5625)
    // The best last action is none: 1 + 1/4 + 1/4.
    expect(quadraticOptimum(system)).toBe(-1.5)
  })

  it('are worth the same from values as from moments', () => {
    const policy = { k: -0.4, b: 0.3, sigma: 0.2 }
    const { p, q, r } = quadraticValues(system, policy)[0]!
    const at = { ...system, mean: 0.5, square: 0.7 }
    expect(p * 0.7 + q * 0.5 + r).toBeCloseTo(quadraticObjective(at, policy), 12)
  })
})

describe('LinearQuadratic-v0', () => {
  const lab = configuredLab(regulator, { kind: 'vector', parameters: [-0.4, 0.2, -0.6] })
  const { exact, parameters } = lab

  it('has the gradient that central differences find', () => {
    const expected = centralDifferences(exact.objective, parameters)
    exact.gradient(parameters).forEach((g, i) => expect(g).toBeCloseTo(expected[i]!, 7))
  })

  it('is worth no more than its optimum', () => {
    expect(exact.objective(parameters)).toBeLessThan(exact.optimum)
  })

  it('has a surrogate with the slope of J, and the curvature of the KL for its information', () => {
    const geometry = exact.geometry(parameters)
    expect(geometry.surrogate(parameters)).toBeCloseTo(exact.objective(parameters), 10)
    const slope = centralDifferences(geometry.surrogate, parameters)
    const gradient = exact.gradient(parameters)
    slope.forEach((g, i) => expect(g).toBeCloseTo(gradient[i]!, 7))
    const moved = parameters.map((theta, i) => theta + 1e-3 * (i + 1))
    const step = moved.map((theta, i) => theta - parameters[i]!)
    const quadratic = 0.5 * dot(step, geometry.fisherTimes(step))
    expect(geometry.meanKl(moved) / quadratic).toBeCloseTo(1, 2)
    const natural = naturalDirection(geometry, gradient)
    let next = natural.next()
    while (!next.done) next = natural.next()
    geometry.fisherTimes(next.value).forEach((g, i) => expect(g).toBeCloseTo(gradient[i]!, 8))
  })

  const found = check(lab, { batchSizes: [2] })
  const unbiased = found.estimates.filter(({ bias }) => bias === null)
  it.each(unbiased)('$estimator is unbiased', ({ maxAbsZ, judgedComponents }) => {
    expect(judgedComponents).toBe(3)
    expect(maxAbsZ).toBeLessThan(found.bonferroniLimit)
  })

  it('lets averaging over steps be unbiased, as all episodes are of one length', () => {
    expect(unbiased.map(({ estimator }) => estimator)).toContain('average-steps')
  })

  it('has no exact values under a policy that is not linear in the state', () => {
    const config = exampleConfig({ ...regulator, policy: { kind: 'mlp', hiddenSizes: [4] } })
    expect(exactnessProblem(config)).toMatch(/^policy mlp is not linear .* use gaussian-linear/)
  })
})
