import { describe, expect, it } from 'vitest'
import { createEngineMemory } from '#core/engines/simd/memory.ts'
import { plainVectors } from '#core/engines/vectors.ts'
import { createRng } from '#core/rng.ts'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine, loadTestKernel } from '../simd.ts'
import { randomNetwork, randomShape } from './random-networks.ts'

describe('the memory of the simd engine', () => {
  it('keeps arrays valid and apart from each other while it grows', () => {
    const { memory } = loadTestKernel()
    const { floats, owns } = createEngineMemory(memory)
    const arrays = Array.from({ length: 40 }, (_, i) => floats(20_000).fill(i))
    expect(memory.buffer.byteLength).toBeGreaterThan(40 * 80_000)
    arrays.forEach((array, i) => expect(array.every((x) => x === i)).toBe(true))
    expect(arrays.every(owns)).toBe(true)
    expect(owns(new Float32Array(4))).toBe(false)
  })

  it('gives freed places out again, as zeros, whatever the order', () => {
    const { memory } = loadTestKernel()
    const { floats, free } = createEngineMemory(memory)
    const rng = createRng(1, 'memory')
    const held: Float32Array[] = []
    for (let i = 0; i < 20_000; i++) {
      if (held.length > 20) free(held.splice(Math.floor(rng.uniform() * held.length), 1)[0]!)
      const array = floats(Math.floor(rng.uniform() * 3000))
      expect(array.every((x) => x === 0)).toBe(true)
      held.push(array.fill(1))
    }
    // The memory it began with was enough.
    expect(memory.buffer.byteLength).toBe(2 ** 20)
  })

  it('does not grow by networks that come and go', () => {
    const engine = loadSimdEngine()
    const bytes = () => engine.allocate(1).buffer.byteLength
    const cycle = () => randomNetwork(engine, { ...randomShape(2), hiddenSizes: [64] }, 1).dispose()
    cycle()
    const before = bytes()
    for (let i = 0; i < 300; i++) cycle()
    expect(bytes()).toBe(before)
  })

  it('does not grow while a run trains', () => {
    const engine = loadSimdEngine()
    const config = exampleConfig({
      batch: { environmentSteps: 1024, environments: 16 },
      budget: { environmentSteps: 400_000, stopWhenSolved: false },
    })
    const training = createTraining(config, engine)
    const sizes = new Set<number>()
    for (const event of train(config, training)) {
      if (event.kind === 'update' && event.update.index > 2) {
        sizes.add(engine.allocate(0).buffer.byteLength)
      }
    }
    expect(sizes.size).toBe(1)
  })
})

describe('the vectors of the simd engine', () => {
  const { allocate, vectors } = loadSimdEngine()

  it.each([1, 2, 3, 4, 7, 65, 4610])('agree with plain ones of %i numbers', (length) => {
    const rng = createRng(length, 'vectors')
    const make = () => allocate(length).map(() => rng.normal()) as Float32Array
    const own = (values: Float32Array) => {
      const array = allocate(length)
      array.set(values)
      return array
    }
    const [start, mean] = [make(), make()]
    const square = make().map(Math.abs)
    const results = [vectors, plainVectors].map((each) => {
      const parameters = own(start)
      const moments = { mean: own(mean), square: own(square) }
      const norms: number[] = []
      for (let update = 1; update <= 5; update++) {
        const gradient = own(start.map((x) => Math.sin(x * update)))
        norms.push(each.norm(gradient))
        const adam = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
        each.adamStep(parameters, gradient, moments, { ...adam, update })
      }
      return { parameters, ...moments, norms }
    })
    const [mine, theirs] = results as [(typeof results)[0], (typeof results)[0]]
    for (const part of ['parameters', 'mean', 'square', 'norms'] as const) {
      theirs[part].forEach((x, i) => {
        expect(Math.abs(mine[part][i]! - x)).toBeLessThan(1e-6 * Math.max(1, Math.abs(x)))
      })
    }
  })
})
