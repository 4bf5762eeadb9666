import { describe, expect, it } from 'vitest'
import { conjugateGradients } from '#core/optimizers/conjugate-gradients.ts'
import { naturalGradientDirection } from '#core/optimizers/natural-gradient.ts'
import { createOptimizer } from '#core/optimizers/create-optimizer.ts'
import { rowsOf } from '#core/optimizers/whole-batch.ts'
import type { RunConfigInput } from '#shared/run-config.ts'
import { normals } from '../engines/contract-cases.ts'
import { relativeDifference } from '../engines/reference-network.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine } from '../simd.ts'
import { loadTestEngine } from '../tfjs.ts'
import { optimizerConfig } from './climb.ts'
import { fisherByDefinition, solve } from './dense-algebra.ts'
import { finish, firstUpdate } from './real-batches.ts'

const engines = { simd: loadSimdEngine(), tfjs: await loadTestEngine() }

describe('conjugate gradients', () => {
  const options = { iterations: 2, residualTolerance: 0 }
  const solved = (matrix: number[][], b: number[], change: Partial<typeof options> = {}) => {
    let products = 0

    function* multiply(vector: Float64Array) {
      products++
      return Float64Array.from(matrix, (row) => row.reduce((sum, x, j) => sum + x * vector[j]!, 0))
    }
    const x = finish(conjugateGradients(multiply, Float64Array.from(b), { ...options, ...change }))
    return { x: [...x], products }
  }

  it('solve two equations in two iterations', () => {
    // The example of the method’s textbooks: x = (1/11, 7/11)
    const { x } = solved(
      [
        [4, 1],
        [1, 3],
      ],
      [1, 2],
    )
    expect(x).toEqual([expect.closeTo(1 / 11, 12), expect.closeTo(7 / 11, 12)])
  })

  it('stop as soon as the residual is small enough', () => {
    const matrix = [
      [1, 0],
      [0, 1.01],
    ]
    expect(solved(matrix, [1, 1], { residualTolerance: 0.01 }).products).toBe(1)
    expect(solved(matrix, [1, 1], { residualTolerance: 0.001 }).products).toBe(2)
    expect(solved(matrix, [0, 0])).toEqual({ x: [0, 0], products: 0 })
  })

  it('do not follow directions without curvature', () => {
    const matrix = [
      [1, 0],
      [0, 0],
    ]
    expect(solved(matrix, [2, 0]).x).toEqual([2, 0])
    expect(solved(matrix, [0, 1]).x).toEqual([0, 0])
  })
})

const policies: Record<string, Partial<RunConfigInput>> = {
  'a linear softmax': { policy: { kind: 'softmax-linear' } },
  'a policy with tied parameters': { policy: { kind: 'softmax-linear', features: 'raw' } },
  'a small network': { policy: { kind: 'mlp', hiddenSizes: [3] } },
}

describe.each(Object.entries(engines))('the natural gradient on %s', (_, engine) => {
  it.each(Object.entries(policies))(
    'of %s is F⁻¹ĝ, F from its definition and inverted densely',
    (_name, changes) => {
      const { policy, gradient, ...experience } = firstUpdate(exampleConfig(changes), engine)
      policy.parameters.set(normals(policy.parameters.length, 3))
      policy.parametersChanged()
      const damping = 0.05
      const fisher = fisherByDefinition(policy, experience.batch)
      fisher.forEach((row, i) => (row[i]! += damping))
      const options = { damping, conjugateGradientIterations: 100, residualTolerance: 1e-7 }
      const found = finish(naturalGradientDirection(policy, rowsOf(experience), gradient, options))
      const expected = solve(fisher, [...gradient])
      expect(relativeDifference(found, expected)).toBeLessThan(1e-3)
      expect(relativeDifference(gradient, expected)).toBeGreaterThan(0.1)
    },
  )

  it('takes a step of the learning rate times it', () => {
    const config = exampleConfig({ policy: { kind: 'softmax-linear' } })
    const problem = firstUpdate(config, engine)
    const { policy, gradient } = problem
    const optimizer = optimizerConfig({
      kind: 'natural-gradient',
      learningRate: 0.5,
      schedule: 'linear',
    })
    if (optimizer.kind !== 'natural-gradient') throw new Error('another kind')
    const before = policy.parameters.slice()
    const direction = finish(naturalGradientDirection(policy, rowsOf(problem), gradient, optimizer))
    const { step } = createOptimizer(optimizer, before.length, engine)
    expect(finish(step({ ...problem, budgetUsed: 0.75 })).learningRate).toBe(0.125)
    policy.parameters.forEach((parameter, i) =>
      expect(parameter).toBeCloseTo(before[i]! + 0.125 * direction[i]!, 6),
    )
  })
})
