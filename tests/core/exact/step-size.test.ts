import { describe, expect, it } from 'vitest'
import { centralDifferences } from '#core/exact/central-differences.ts'
import { clippedAscent, naturalDirection } from '#core/exact/step-directions.ts'
import { stepSizeView } from '#core/exact/step-size.ts'
import { dot } from '#core/exact/vectors.ts'
import type { StepDirection } from '#shared/step-size.ts'
import type { RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from '../example-config.ts'
import { configuredLab, engine } from './labs.ts'

const lake: Partial<RunConfigInput> = {
  environment: { id: 'FrozenLake-v1', parameters: { maxEpisodeSteps: 30 } },
  policy: { kind: 'softmax-linear', features: 'one-hot' },
  estimator: { gamma: 0.9 },
}
const network: Partial<RunConfigInput> = { ...lake, policy: { kind: 'mlp', hiddenSizes: [4] } }
const gaussian: Partial<RunConfigInput> = {
  environment: { id: 'GaussianBandit-v0' },
  policy: { kind: 'gaussian-linear', initialSigma: 0.7 },
}

const finish = <Found>(work: Generator<unknown, Found>): Found => {
  let next = work.next()
  while (!next.done) next = work.next()
  return next.value
}

describe.each([
  ['a table', lake],
  ['a network', network],
  ['a Gaussian', gaussian],
])('near the policy of %s', (_, changes) => {
  const { exact, parameters } = configuredLab(changes)
  // Away from θ = 0, where too much is the same.
  const theta = parameters.map((x, i) => x + 0.3 * Math.sin(i + 1))
  const geometry = exact.geometry(theta)
  const gradient = exact.gradient(theta)
  const close = (found: Float64Array, expected: Float64Array, digits: number) =>
    found.forEach((x, i) => expect(x).toBeCloseTo(expected[i]!, digits))
  const direction = theta.map((_, i) => Math.cos(3 * i))

  it('the surrogate is J at θ, and so is its slope', () => {
    expect(geometry.surrogate(theta)).toBeCloseTo(exact.objective(theta), 12)
    close(centralDifferences(geometry.surrogate, theta), gradient, 7)
  })

  it('the clipped surrogate has the same slope at θ', () => {
    close(geometry.clippedGradient!(theta, 0.2), gradient, 7)
  })

  it('the Fisher information is the curvature of the KL', () => {
    const alpha = 1e-3
    const moved = theta.map((x, i) => x + alpha * direction[i]!)
    const quadratic = 0.5 * alpha ** 2 * dot(direction, geometry.fisherTimes(direction))
    expect(geometry.meanKl(theta)).toBeCloseTo(0, 12)
    expect(geometry.meanKl(moved) / quadratic).toBeCloseTo(1, 2)
  })

  it('the natural direction is what the Fisher information turns into the gradient', () => {
    const natural = finish(naturalDirection(geometry, gradient))
    close(geometry.fisherTimes(natural), gradient, 6)
  })

  it('PPO goes uphill, and not much further than the clip allows', () => {
    const step = clippedAscent(geometry.clippedGradient!, theta, 0.2)
    const moved = theta.map((x, i) => x + step[i]!)
    expect(dot(step, gradient)).toBeGreaterThan(0)
    expect(exact.objective(moved)).toBeGreaterThan(exact.objective(theta))
    expect(geometry.meanKl(moved)).toBeLessThan(0.2)
  })
})

it('is the entropy of the two actions of the corridor, and that of a Gaussian', () => {
  const corridor = configuredLab(
    { environment: { id: 'ShortCorridor-v0' }, policy: { kind: 'softmax-linear' } },
    { kind: 'slider', value: 0.2 },
  )
  const { exact, parameters } = corridor
  const expected = -0.2 * Math.log(0.2) - 0.8 * Math.log(0.8)
  expect(exact.geometry(parameters).meanEntropy(parameters)).toBeCloseTo(expected, 12)
  const normal = configuredLab(gaussian)
  const entropy = 0.5 * Math.log(2 * Math.PI * Math.E * 0.49)
  expect(normal.exact.geometry(normal.parameters).meanEntropy(normal.parameters)).toBeCloseTo(
    entropy,
    6,
  )
})

describe('the step-size view', () => {
  const task = {
    config: exampleConfig(lake),
    point: { kind: 'zero' as const },
    maxKl: 0.01,
    clip: 0.2,
  }
  const view = finish(stepSizeView(task, engine))
  const along = (direction: StepDirection) =>
    view.curves.find((curve) => curve.direction === direction)!

  it('shows every direction, from steps nobody would see to steps nobody would want', () => {
    for (const { points } of view.curves) {
      expect(points).toHaveLength(41)
      expect(points[0]!.quadraticKl).toBeCloseTo(1e-6, 12)
      expect(points.at(-1)!.quadraticKl).toBeCloseTo(1, 9)
    }
  })

  it('predicts J to first order where steps are small', () => {
    for (const { points } of view.curves) {
      const { J, firstOrder, surrogate } = points[0]!
      expect(Math.abs(J - firstOrder)).toBeLessThan(1e-2 * Math.abs(firstOrder - view.J) + 1e-12)
      expect(Math.abs(surrogate - J)).toBeLessThan(1e-2 * Math.abs(J - view.J) + 1e-12)
    }
  })

  it('takes the TRPO step to the border of its region', () => {
    const { points } = along('trpo')
    const nearest = points.reduce((best, point) =>
      Math.abs(Math.log(point.alpha)) < Math.abs(Math.log(best.alpha)) ? point : best,
    )
    expect(nearest.quadraticKl / nearest.alpha ** 2).toBeCloseTo(0.01, 9)
  })

  it('points the natural gradient and TRPO the same way, and plain ascent along ∇J', () => {
    expect(along('sgd').cosine).toBeCloseTo(1, 12)
    expect(along('natural-gradient').cosine).toBeCloseTo(along('trpo').cosine!, 9)
  })
})
