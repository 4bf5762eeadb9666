import { describe, expect, it } from 'vitest'
import { createTableParameters } from '#core/policies/table-parameters.ts'
import type { Head } from '#core/engines/network-shape.ts'
import { loadSimdEngine } from '../simd.ts'

const engine = loadSimdEngine()

const create = (head: Head) => {
  const shape = { inputSize: 3, hiddenSizes: [], activation: 'tanh', head } as const
  const network = engine.createPolicyNetwork(shape)
  return { network, table: createTableParameters(network) }
}

describe('the parameters of a table', () => {
  it('are one for each state and action, and nothing else', () => {
    const { network, table } = create({ kind: 'categorical', actions: 2 })
    expect(table.parameters).toHaveLength(6)
    table.intoNetworkVector(Float32Array.of(1, 2, 3, 4, 5, 6), network.parameters)
    network.parametersChanged()
    const logits = new Float32Array(6)
    network.forward(Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), 0, 3, logits)
    expect([...logits]).toEqual([1, 2, 3, 4, 5, 6])
    // Biases have no parameter to go to.
    expect([...table.gradient(Float32Array.of(1, 2, 3, 4, 5, 6, 70, 80))]).toEqual([
      1, 2, 3, 4, 5, 6,
    ])
  })

  it('of a Gaussian are the means of all states and log σ', () => {
    const head = { kind: 'gaussian', size: 1, sigma: 'learned', initialSigma: 2 } as const
    const { network, table } = create(head)
    table.intoNetworkVector(Float32Array.of(1, 2, 3, -0.5), network.parameters)
    expect([...network.parameters]).toEqual([1, 2, 3, 0, -0.5])
    expect([...table.gradient(Float32Array.of(1, 2, 3, 70, 5))]).toEqual([1, 2, 3, 5])
  })

  it('begin at 0 and the initial σ', () => {
    const head = { kind: 'gaussian', size: 1, sigma: 'learned', initialSigma: 1 } as const
    const { network } = create(head)
    network.parameters.set([0, 0, 0, 0, Math.LN2])
    expect(createTableParameters(network).parameters[3]).toBeCloseTo(Math.LN2, 6)
  })
})
