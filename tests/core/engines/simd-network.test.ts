import { describe, expect, it } from 'vitest'
import { outputSize, parameterLayout } from '#core/engines/engine.ts'
import { loadSimdEngine } from '../simd.ts'
import { loadTestEngine } from '../tfjs.ts'
import { randomNetwork, randomRows, randomShape, relativeError } from './random-networks.ts'

const reference = await loadTestEngine()
const CASES = Array.from({ length: 240 }, (_, i) => i)
const TOLERANCE = 1e-4

describe.each(['simd128', 'relaxed'] as const)('the %s kernel', (build) => {
  const engine = loadSimdEngine(build)

  it('agrees with tfjs in outputs, gradients, log-probabilities and entropies of 240 random networks', () => {
    for (const index of CASES) {
      const shape = randomShape(index)
      const label = `case ${index}: ${JSON.stringify(shape)}`
      const network = randomNetwork(engine, shape, index)
      const other = randomNetwork(reference, shape, index)
      const { rows, weights } = randomRows(shape, index % 3, 1 + ((index * 7) % 90), index)

      const outputs = new Float32Array(rows.count * outputSize(shape.head))
      const expectedOutputs = outputs.slice()
      network.forward(rows.observations, rows.from, rows.count, outputs)
      other.forward(rows.observations, rows.from, rows.count, expectedOutputs)
      expect(relativeError(outputs, expectedOutputs), label).toBeLessThan(TOLERANCE)

      const { count } = parameterLayout(shape)
      const gradient = new Float32Array(count)
      const expectedGradient = gradient.slice()
      const sums = network.addScoreGradient(rows, weights, gradient)
      const expected = other.addScoreGradient(rows, weights, expectedGradient)
      expect(relativeError(gradient, expectedGradient), label).toBeLessThan(TOLERANCE)
      const scale = rows.count
      expect(Math.abs(sums.logProbSum - expected.logProbSum) / scale, label).toBeLessThan(TOLERANCE)
      expect(Math.abs(sums.entropySum - expected.entropySum) / scale, label).toBeLessThan(TOLERANCE)
      network.dispose()
      other.dispose()
    }
  })
})
