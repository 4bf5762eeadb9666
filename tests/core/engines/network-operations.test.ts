import { describe, expect, it } from 'vitest'
import { outputSize } from '#core/engines/network-shape.ts'
import { createRng } from '#core/rng.ts'
import { loadSimdEngine } from '../simd.ts'
import { loadTestEngine } from '../tfjs.ts'
import { randomNetwork, randomRows, randomShape, relativeError } from './random-networks.ts'

const engines = {
  tfjs: await loadTestEngine(),
  simd: loadSimdEngine(),
  'simd-relaxed': loadSimdEngine('relaxed'),
}

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

  it('in entropy gradients, Fisher products and KL of 200 random networks', () => {
    for (const index of shapeCases) {
      const shape = randomShape(index)
      const { rows, weights } = randomRows(shape, 1, 1 + (index % 100), index)
      const results = [engine, engines.tfjs].map((each) => {
        const network = randomNetwork(each, shape, index)
        const draw = createRng(index, 'along')
        const along = network.parameters.map(() => draw.normal()) as Float32Array
        const other = network.parameters.map((x, i) => x + 0.1 * along[i]!) as Float32Array
        const entropyGradient = new Float32Array(along.length)
        const entropySum = network.addEntropyGradient(rows, weights, entropyGradient)
        const product = new Float32Array(along.length)
        network.fisherVectorProduct(rows, along, product)
        const kl = network.meanKl(rows, other)
        network.dispose()
        return { entropySum, entropyGradient, product, kl }
      })
      const [own, expected] = results as [(typeof results)[0], (typeof results)[0]]
      const label = `case ${index}: ${JSON.stringify(shape)}`
      expect(relativeError(own.product, expected.product), label).toBeLessThan(1e-4)
      expect(relativeError(own.entropyGradient, expected.entropyGradient), label).toBeLessThan(1e-4)
      expect(relativeError([own.entropySum], [expected.entropySum]), label).toBeLessThan(1e-4)
      expect(relativeError([own.kl], [expected.kl]), label).toBeLessThan(1e-4)
    }
  })
})
