import { describe, expect, it } from 'vitest'
import { clipNorm, createOptimizer, norm, type Optimizer } from '#core/optimizers/optimizer.ts'
import type { Policy } from '#core/policies/policy.ts'
import type { RunConfig } from '#shared/run-config.ts'

const sgd = { kind: 'sgd', learningRate: 0.5, maxGradientNorm: null } as const
const adam = {
  kind: 'adam',
  learningRate: 0.1,
  maxGradientNorm: null,
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
} as const

/** One step of an optimizer that looks at nothing but the gradient. */
function climb(optimizer: Optimizer, parameters: Float32Array, numbers: readonly number[]): void {
  const gradient = Float32Array.from(numbers)
  const policy = { parameters, parametersChanged: () => undefined } as unknown as Policy
  const problem = { policy, gradient, gradientNorm: norm(gradient), budgetUsed: 0 }
  const experience = () => {
    throw new Error('asked for the batch')
  }
  expect(optimizer.step({ ...problem, experience }).next().done).toBe(true)
}

/** Parameters after each gradient. */
function steps(config: RunConfig['optimizer'], gradients: readonly number[][]): number[][] {
  const optimizer = createOptimizer(config, 2)
  const parameters = Float32Array.of(1, -1)
  return gradients.map((gradient) => {
    climb(optimizer, parameters, gradient)
    return [...parameters]
  })
}

describe('gradient ascent', () => {
  it('adds the learning rate times the gradient', () => {
    expect(steps(sgd, [[2, 4]])).toEqual([[2, 1]])
  })
})

describe('adam', () => {
  it('first moves every parameter by the learning rate, uphill', () => {
    const [[a, b]] = steps(adam, [[0.001, -300]]) as [number[]]
    expect(a).toBeCloseTo(1.1, 5)
    expect(b).toBeCloseTo(-1.1, 5)
  })

  it('has the second step worked by hand for the gradients 1 and then 3', () => {
    // m̂ = (0.1·0.9 + 0.1·3) / 0.19, v̂ = (0.01·0.99 + 0.01·9) / 0.0199
    const mean = 0.39 / 0.19
    const square = 0.0999 / 0.0199
    const [first, second] = steps(adam, [
      [1, 0],
      [3, 0],
    ])
    expect(second![0]! - first![0]!).toBeCloseTo((0.1 * mean) / Math.sqrt(square), 5)
    expect(second![1]).toBe(-1)
  })

  it('goes on from a saved state exactly as the original', () => {
    const original = createOptimizer(adam, 2)
    const parameters = Float32Array.of(1, -1)
    climb(original, parameters, [1, 2])
    const other = createOptimizer(adam, 2)
    other.restore(original.save())
    const copy = parameters.slice()
    climb(original, parameters, [-3, 0.5])
    climb(other, copy, [-3, 0.5])
    expect(copy).toEqual(parameters)
  })
})

describe('clipping', () => {
  it('scales a long gradient down to the limit and leaves a short one', () => {
    const gradient = Float32Array.of(3, 4)
    clipNorm(gradient, norm(gradient), 10)
    expect([...gradient]).toEqual([3, 4])
    clipNorm(gradient, norm(gradient), 1)
    expect(gradient[0]).toBeCloseTo(0.6, 6)
    expect(gradient[1]).toBeCloseTo(0.8, 6)
  })
})
