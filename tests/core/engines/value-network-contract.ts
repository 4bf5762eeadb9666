import { describe, expect, it } from 'vitest'
import type { Engine } from '#core/engines/engine.ts'
import { valueNetworkShape, type ValueShape } from '#core/engines/value-network.ts'
import { COUNT, normals, testParameters, testRows } from './contract-cases.ts'
import {
  createReference,
  differentiate,
  plus,
  relativeDifference,
  sum,
} from './reference-network.ts'

const valueShapes: Readonly<Record<string, ValueShape>> = {
  linear: { inputSize: 3, hiddenSizes: [], activation: 'tanh' },
  tanh: { inputSize: 2, hiddenSizes: [7, 5], activation: 'tanh' },
  relu: { inputSize: 4, hiddenSizes: [9], activation: 'relu' },
}

/** What every engine promises of value networks. */
export function testValueNetworks(engine: Engine): void {
  describe.each(Object.entries(valueShapes))('a value network: %s', (_, shape) => {
    const layers = valueNetworkShape(shape)
    const reference = createReference(layers)
    const { rows, weights, numbers } = testRows(layers, COUNT)
    const targets = normals(weights.length, 11)
    const network = engine.createValueNetwork(shape)
    network.parameters.set(testParameters(layers))
    network.parametersChanged()

    const valuesAt = (at: ArrayLike<number>) =>
      numbers.map(({ observation }) => reference.outputs(at, observation)[0]!)
    const weightedSquares = (at: ArrayLike<number>) =>
      sum(valuesAt(at).map((v, i) => numbers[i]!.weight * (v - targets[rows.from + i]!) ** 2))

    it('has the values of its definition', () => {
      const values = new Float32Array(COUNT)
      network.forward(rows.observations, rows.from, COUNT, values)
      expect(relativeDifference(values, valuesAt(network.parameters))).toBeLessThan(1e-4)
    })

    it('has the gradient of half the weighted squared error, adds it and tells the error', () => {
      const gradient = new Float32Array(network.parameters.length).fill(0.5)
      const squares = network.addRegressionGradient(rows, targets, weights, gradient)
      const expected = differentiate((at) => weightedSquares(at) / 2, network.parameters)
      const halves = gradient.slice().fill(0.5)
      expect(relativeDifference(gradient, plus(halves, expected))).toBeLessThan(1e-4)
      expect(squares).toBeCloseTo(weightedSquares(network.parameters), 4)
    })
  })

  it('fits a value network to targets, and leaves others alone', () => {
    const shape: ValueShape = { inputSize: 2, hiddenSizes: [16], activation: 'tanh' }
    const network = engine.createValueNetwork(shape)
    const bystander = engine.createValueNetwork(shape)
    for (const each of [network, bystander]) {
      each.parameters.set(testParameters(valueNetworkShape(shape)))
      each.parametersChanged()
    }
    const before = bystander.parameters.slice()
    const observations = normals(200, 12)
    const targets = Float32Array.from({ length: 100 }, (_, i) =>
      Math.sin(observations[2 * i]! + observations[2 * i + 1]!),
    )
    const weights = new Float32Array(100).fill(0.01)
    const rows = { observations, from: 0, count: 100 }
    let error = Infinity
    for (let step = 0; step < 400; step++) {
      const gradient = new Float32Array(network.parameters.length)
      error = network.addRegressionGradient(rows, targets, weights, gradient)
      gradient.forEach((g, i) => (network.parameters[i]! -= 0.3 * g))
      network.parametersChanged()
    }
    expect(error).toBeLessThan(0.05)
    expect(bystander.parameters).toEqual(before)
  })
}
