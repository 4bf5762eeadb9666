import { describe, expect, it } from 'vitest'
import { actionSize, outputSize, type NetworkShape } from '#core/engines/engine.ts'
import {
  addEntropyGradient,
  addRegressionGradient,
  fisherVectorProduct,
  logSigmaOf,
  meanKlFrom,
  outputsOf,
} from '#core/policies/network-operations.ts'
import { createRng } from '#core/rng.ts'
import { loadSimdEngine } from '../simd.ts'
import { loadTestEngine } from '../tfjs.ts'
import { randomNetwork, randomRows, randomShape, relativeError } from './random-networks.ts'

const engines = {
  tfjs: await loadTestEngine(),
  simd: loadSimdEngine(),
  'simd-relaxed': loadSimdEngine('relaxed'),
}

const shapes: Record<string, NetworkShape> = {
  categorical: {
    inputSize: 3,
    hiddenSizes: [7, 5],
    activation: 'tanh',
    head: { kind: 'categorical', actions: 3 },
  },
  Gaussian: {
    inputSize: 2,
    hiddenSizes: [5],
    activation: 'tanh',
    head: { kind: 'gaussian', size: 2, sigma: 'learned', initialSigma: 0.8 },
  },
}

const cases = Object.entries(engines).flatMap(([label, engine]) =>
  Object.entries(shapes).map(([head, shape]) => ({ label, engine, head, shape })),
)

describe.each(cases)('on $label with a $head head', ({ engine, shape }) => {
  const count = 20
  const { observations } = randomRows(shape, 0, count, 3).rows
  const direction = (network: { parameters: Float32Array }, seed: number) => {
    const rng = createRng(seed, 'direction')
    return network.parameters.map(() => rng.normal()) as Float32Array
  }
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)

  /** A function of the network after a step of `length` along `along`. */
  function after<T>(along: Float32Array, length: number, compute: (n: typeof network) => T): T {
    const network = randomNetwork(engine, shape, 4)
    network.parameters.forEach((x, i) => (network.parameters[i] = x + length * along[i]!))
    network.parametersChanged()
    const result = compute(network)
    network.dispose()
    return result
  }
  const network = randomNetwork(engine, shape, 4)
  const before = { outputs: outputsOf(network, observations, count), logSigma: logSigmaOf(network) }

  it('the tangent is how the outputs move', () => {
    const along = direction(network, 1)
    const moved = new Float32Array(before.outputs.length)
    network.tangent(observations, 0, count, along, moved)
    const [plus, minus] = [0.005, -0.005].map((step) =>
      after(along, step, (each) => outputsOf(each, observations, count)),
    )
    const differences = plus!.map((x, i) => (x - minus![i]!) / 0.01)
    expect(relativeError(moved, differences)).toBeLessThan(5e-3)
  })

  it('the entropy gradient is how the entropy moves', () => {
    const along = direction(network, 2)
    const gradient = new Float32Array(network.parameters.length)
    addEntropyGradient(network, observations, count, 0.5, gradient)
    const entropy = (step: number) =>
      after(along, step, (each) => {
        const actions = new Float32Array(count * actionSize(shape.head))
        const unused = new Float32Array(gradient.length)
        const rows = { observations, actions, from: 0, count }
        return each.addScoreGradient(rows, new Float32Array(count), unused).entropySum
      })
    const difference = (0.5 * (entropy(0.01) - entropy(-0.01))) / 0.02
    expect(dot(gradient, along)).toBeCloseTo(difference, 2)
  })

  it('KL is 0 from itself, and ½ vᵀFv of a small step v from before', () => {
    expect(meanKlFrom(before, network, observations, count)).toBeCloseTo(0, 10)
    const along = direction(network, 5)
    const step = 0.01
    const kl = after(along, step, (each) => meanKlFrom(before, each, observations, count))
    const product = fisherVectorProduct(network, observations, count, along)
    expect(kl / (0.5 * step ** 2 * dot(along, product))).toBeCloseTo(1, 1)
  })

  it('the Fisher product is symmetric and never negative', () => {
    const [a, b] = [direction(network, 6), direction(network, 7)]
    const fa = fisherVectorProduct(network, observations, count, a)
    const fb = fisherVectorProduct(network, observations, count, b)
    expect(Math.abs(dot(fa, b) - dot(fb, a))).toBeLessThan(1e-4 * Math.abs(dot(fa, a)))
    expect(dot(fa, a)).toBeGreaterThan(0)
  })
})

describe.each(['simd', 'simd-relaxed'] as const)('%s agrees with tfjs', (label) => {
  const engine = engines[label]
  const shapeCases = Array.from({ length: 200 }, (_, i) => i)

  it('in tangents and gradients of functions of the outputs of 200 random networks', () => {
    for (const index of shapeCases) {
      const shape = randomShape(index)
      const { rows } = randomRows(shape, 1, 1 + (index % 100), index)
      const rng = createRng(index, 'direction')
      const length = rows.count * outputSize(shape.head)
      const outputGradient = Float32Array.from({ length }, () => rng.normal())
      const results = [engine, engines.tfjs].map((each) => {
        const network = randomNetwork(each, shape, index)
        const draw = createRng(index, 'along')
        const along = network.parameters.map(() => draw.normal()) as Float32Array
        const moved = new Float32Array(length)
        network.tangent(rows.observations, 1, rows.count, along, moved)
        const gradient = new Float32Array(network.parameters.length)
        network.addOutputGradient(rows.observations, 1, rows.count, outputGradient, gradient)
        network.dispose()
        return { moved, gradient }
      })
      const label = `case ${index}: ${JSON.stringify(shape)}`
      expect(relativeError(results[0]!.moved, results[1]!.moved), label).toBeLessThan(1e-4)
      expect(relativeError(results[0]!.gradient, results[1]!.gradient), label).toBeLessThan(1e-4)
    }
  })

  it('in gradients by trajectory, kept or recomputed, of 200 random networks', () => {
    for (const index of shapeCases) {
      const shape = randomShape(index)
      const trajectories = 1 + (index % 5)
      const count = trajectories + ((index * 13) % 150)
      const { rows, weights, noise } = randomRows(shape, 0, count, index)
      // Row i belongs to trajectory i modulo their number, as players take turns.
      const lists = Array.from({ length: trajectories }, (_, k) =>
        Array.from({ length: count }, (_, i) => i).filter((i) => i % trajectories === k),
      )
      const order = Int32Array.from(lists.flat())
      let end = 0
      const ends = Int32Array.from(lists, (list) => (end += list.length))
      const results = [engine, engine, engines.tfjs].map((each, i) => {
        const network = randomNetwork(each, shape, index)
        if (i === 0) network.sample({ ...rows, actions: rows.actions.slice() }, noise)
        const gradient = new Float32Array(network.parameters.length)
        // In two calls, as a tick asks for.
        const first = Math.floor(trajectories / 2)
        const sums = [
          { order, ends, from: 0, count: first },
          { order, ends, from: first, count: trajectories - first },
        ]
          .filter((piece) => piece.count > 0)
          .map((piece) => network.addTrajectoryGradients(rows, weights, piece, gradient))
        network.dispose()
        return {
          gradient,
          squared: sums.reduce((sum, piece) => sum + piece.squaredSum, 0),
          entropy: sums.reduce((sum, piece) => sum + piece.entropySum, 0) / count,
        }
      })
      const [kept, recomputed, expected] = results as [
        (typeof results)[0],
        (typeof results)[0],
        (typeof results)[0],
      ]
      const label = `case ${index}: ${JSON.stringify(shape)}`
      expect(kept, label).toEqual(recomputed)
      expect(relativeError(kept.gradient, expected.gradient), label).toBeLessThan(1e-4)
      expect(relativeError([kept.squared], [expected.squared]), label).toBeLessThan(1e-4)
      expect(Math.abs(kept.entropy - expected.entropy), label).toBeLessThan(1e-4)
    }
  })
})

describe.each(Object.entries(engines))('a value network on %s', (_, engine) => {
  it('learns the values it is shown', () => {
    const network = engine.createPolicyNetwork({
      inputSize: 2,
      hiddenSizes: [16],
      activation: 'tanh',
      head: { kind: 'gaussian', size: 1, sigma: 'fixed', initialSigma: 1 },
    })
    const rng = createRng(1, 'values')
    network.parameters.forEach((_, i) => (network.parameters[i] = 0.5 * rng.normal()))
    const observations = Float32Array.from({ length: 200 }, () => rng.normal())
    const targets = Float32Array.from({ length: 100 }, (_, i) =>
      Math.sin(observations[2 * i]! + observations[2 * i + 1]!),
    )
    let squares = 0
    for (let step = 0; step < 400; step++) {
      network.parametersChanged()
      const gradient = new Float32Array(network.parameters.length)
      squares = addRegressionGradient(network, observations, targets, 100, 0.01, gradient)
      gradient.forEach((g, i) => (network.parameters[i]! += 0.3 * g))
    }
    expect(squares / 100).toBeLessThan(0.05)
  })
})
