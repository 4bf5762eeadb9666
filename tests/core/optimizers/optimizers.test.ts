import { describe, expect, it } from 'vitest'
import { clipNorm, norm } from '#core/optimizers/optimizer.ts'
import { createOptimizer } from '#core/optimizers/create-optimizer.ts'
import { climb, moves, optimizerConfig } from './climb.ts'

/** Numbers of float32 agree to about 7 digits. */
const nearly = (numbers: readonly number[]) => numbers.map((x) => expect.closeTo(x, 6) as number)

describe('gradient ascent', () => {
  it('adds the learning rate times the gradient', () => {
    expect(moves({ kind: 'sgd', learningRate: 0.5 }, [[2, 4]])).toEqual([[1, 2]])
  })
})

describe('momentum', () => {
  const config = { kind: 'momentum', learningRate: 0.5, momentum: 0.75 } as const

  it('adds the gradient to three quarters of its velocity', () => {
    // v = 4, then 3 + 8 = 11, then 8.25
    expect(moves(config, [[4], [8], [0]])).toEqual([[2], [5.5], [4.125]])
  })

  it('keeps the learning rate out of the velocity, so that a schedule acts at once', () => {
    // α 0.5 and then 0.25 on v = 4 and then 3
    expect(moves({ ...config, schedule: 'linear' }, [[4], [0]], [0, 0.5])).toEqual([[2], [0.75]])
  })
})

describe('adam', () => {
  const config = { kind: 'adam', learningRate: 0.1, beta2: 0.99 } as const

  it('first moves every parameter by the learning rate, uphill', () => {
    expect(moves(config, [[0.01, -300]])).toEqual([nearly([0.1, -0.1])])
  })

  it('has the second step worked by hand for the gradients 1 and then 3', () => {
    // m̂ = (0.1·0.9 + 0.1·3) / 0.19, v̂ = (0.01·0.99 + 0.01·9) / 0.0199
    const mean = 0.39 / 0.19
    const square = 0.0999 / 0.0199
    const [, second] = moves(config, [
      [1, 0],
      [3, 0],
    ])
    expect(second).toEqual(nearly([(0.1 * mean) / Math.sqrt(square), 0]))
  })
})

describe('rmsprop', () => {
  const config = { kind: 'rmsprop', learningRate: 0.1, decay: 0.75, epsilon: 1 } as const

  it('divides by the root of a running mean of squares that begins at 0', () => {
    // s = 0.25·16 = 4, then 0.75·4 + 0.25·4 = 4: steps 0.4/(2 + 1), −0.2/(2 + 1)
    expect(moves(config, [[4], [-2]])).toEqual([nearly([0.4 / 3]), nearly([-0.2 / 3])])
  })
})

describe('adagrad', () => {
  const config = { kind: 'adagrad', learningRate: 0.1, epsilon: 1 } as const

  it('divides by the root of the sum of all squares', () => {
    // s = 9, then 9 + 16 = 25
    expect(moves(config, [[3], [-4]])).toEqual([nearly([0.3 / 4]), nearly([-0.4 / 6])])
  })

  it('makes shorter and shorter steps, 1/√t, under a steady gradient', () => {
    const steady = Array.from({ length: 100 }, () => [7])
    const found = moves({ kind: 'adagrad', learningRate: 1 }, steady)
    expect(found[0]).toEqual(nearly([1]))
    expect(found[3]).toEqual(nearly([0.5]))
    expect(found[99]![0]).toBeCloseTo(0.1, 4)
  })
})

describe('clipping', () => {
  it('scales a long gradient down to the limit and leaves a short one', () => {
    const gradient = Float32Array.of(3, 4)
    clipNorm(gradient, norm(gradient), 10)
    expect([...gradient]).toEqual([3, 4])
    clipNorm(gradient, norm(gradient), 1)
    expect([...gradient]).toEqual(nearly([0.6, 0.8]))
  })
})

const firstOrder = ['sgd', 'momentum', 'adam', 'rmsprop', 'adagrad'] as const

describe.each(firstOrder)('%s', (kind) => {
  const learningRate = 0.25
  const config = optimizerConfig({ kind, learningRate })

  it('goes on from a saved state exactly as the original', () => {
    const original = createOptimizer(config, 2)
    const parameters = Float32Array.of(1, -1)
    climb(original, parameters, [1, 2])
    const state = structuredClone(original.save())
    const copy = parameters.slice()
    climb(original, parameters, [-3, 0.5])
    const other = createOptimizer(config, 2)
    climb(other, new Float32Array(2), [5, 5])
    other.restore(state)
    climb(other, copy, [-3, 0.5])
    expect(copy).toEqual(parameters)
  })

  it('clips the gradient before anything else sees it', () => {
    const clipped = moves({ kind, maxGradientNorm: 1 }, [
      [3, 4],
      [0, -0.5],
    ])
    const short = moves({ kind }, [
      [0.6, 0.8],
      [0, -0.5],
    ])
    clipped.forEach((move, i) => expect(move).toEqual(nearly(short[i]!)))
  })

  it.each([
    ['constant', [1, 1, 1]],
    ['linear', [1, 0.75, 0]],
    ['cosine', [1, (1 + Math.SQRT1_2) / 2, 0]],
    ['inverse-square-root', [1, 1 / Math.sqrt(25.75), 0.1]],
  ] as const)('reports and takes the step of a %s schedule', (schedule, factors) => {
    ;[0, 0.25, 1].forEach((budgetUsed, i) => {
      const optimizer = createOptimizer(optimizerConfig({ kind, learningRate, schedule }), 1)
      const [plain] = moves({ kind, learningRate }, [[3]])
      const parameters = Float32Array.of(0)
      const report = climb(optimizer, parameters, [3], budgetUsed)
      expect(report.learningRate).toBeCloseTo(learningRate * factors[i]!, 12)
      expect(parameters[0]).toBeCloseTo(plain![0]! * factors[i]!, 6)
      expect(report).toMatchObject({ stepScale: null, clipFraction: null })
    })
  })
})
