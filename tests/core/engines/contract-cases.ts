import { actionSize, outputSize, parameterLayout } from '#core/engines/network-shape.ts'
import type { Engine, PolicyNetwork } from '#core/engines/engine.ts'
import type { Head, NetworkShape } from '#core/engines/network-shape.ts'
import { createRng } from '#core/rng.ts'
import { createReference } from './reference-network.ts'

export const COUNT = 7
/** Float32 sums against float64. */
export const CLOSE = 1e-4
/** With one action every score is 0: there is nothing to be relative to. */
export const SMALL = 1e-2

const gaussian = (size: number, sigma: 'fixed' | 'learned'): Head => ({
  kind: 'gaussian',
  size,
  sigma,
  initialSigma: 0.7,
})
const categorical = (actions: number): Head => ({ kind: 'categorical', actions })

const shape = (
  inputSize: number,
  hiddenSizes: readonly number[],
  activation: 'tanh' | 'relu',
  head: Head,
): NetworkShape => ({ inputSize, hiddenSizes, activation, head })

/** Every kind of head on linear, shallow and deep networks, of widths no tile divides. */
export const policyShapes: Readonly<Record<string, NetworkShape>> = {
  'linear, categorical': shape(4, [], 'tanh', categorical(2)),
  'linear, eight actions': shape(2, [], 'tanh', categorical(8)),
  'linear, one action': shape(3, [], 'tanh', categorical(1)),
  'linear, Gaussian, σ fixed': shape(2, [], 'tanh', gaussian(1, 'fixed')),
  'linear, Gaussian, σ learned': shape(3, [], 'tanh', gaussian(2, 'learned')),
  'tanh, categorical': shape(4, [7, 3], 'tanh', categorical(3)),
  'relu, categorical': shape(4, [9], 'relu', categorical(5)),
  'tanh, Gaussian, σ fixed': shape(1, [6], 'tanh', gaussian(3, 'fixed')),
  'tanh, Gaussian, σ learned': shape(3, [6, 6], 'tanh', gaussian(2, 'learned')),
  'relu, Gaussian, σ learned': shape(2, [5, 4], 'relu', gaussian(1, 'learned')),
  'one unit': shape(2, [1], 'tanh', categorical(2)),
  wide: shape(3, [65], 'tanh', categorical(2)),
  'eight hidden layers': shape(2, [3, 3, 3, 3, 3, 3, 3, 3], 'tanh', categorical(2)),
}

/** A network of the shape whose activations neither vanish nor saturate. */
export function createTestNetwork(engine: Engine, of: NetworkShape): PolicyNetwork {
  const network = engine.createPolicyNetwork(of)
  network.parameters.set(testParameters(of))
  network.parametersChanged()
  return network
}

export function testParameters(of: NetworkShape, seed = 1): Float32Array {
  const rng = createRng(seed, 'parameters')
  const { layers, logSigma, count } = parameterLayout(of)
  const result = new Float32Array(count)
  for (const { inputs, outputs, weights } of layers) {
    for (let i = 0; i < (inputs + 1) * outputs; i++) {
      result[weights + i] = (1.2 * rng.normal()) / Math.sqrt(inputs)
    }
  }
  for (let i = logSigma; i < count; i++) result[i] = 0.3 * rng.normal() - 0.4
  return result
}

/** Standard normal numbers. */
export function normals(length: number, seed: number): Float32Array {
  const rng = createRng(seed, 'normals')
  return Float32Array.from({ length }, () => rng.normal())
}

/** `count` rows in the middle of a batch, with a weight each; `numbers` reads them one by one. */
export function testRows({ inputSize, head }: NetworkShape, count: number, from = 2) {
  const rng = createRng(3, 'rows')
  const length = from + count + 1
  const width = actionSize(head)
  const observations = normals(length * inputSize, 4)
  const actions = Float32Array.from({ length: length * width }, () =>
    head.kind === 'categorical' ? Math.floor(rng.uniform() * head.actions) : rng.normal(),
  )
  const weights = normals(length, 5)
  return {
    rows: { observations, actions, from, count },
    weights,
    numbers: Array.from({ length: count }, (_, i) => ({
      observation: [...observations.subarray((from + i) * inputSize, (from + i + 1) * inputSize)],
      action: [...actions.subarray((from + i) * width, (from + i + 1) * width)],
      weight: weights[from + i]!,
    })),
  }
}

/** A network, its rows and the same in float64. */
export function createCase(engine: Engine, shape: NetworkShape) {
  const network = createTestNetwork(engine, shape)
  const { parameters } = network
  const { rows, weights, numbers } = testRows(shape, COUNT)
  const outputs = outputSize(shape.head)
  const values = () => {
    const result = new Float32Array(COUNT * outputs)
    network.forward(rows.observations, rows.from, COUNT, result)
    return result
  }
  return {
    network,
    parameters,
    rows,
    weights,
    numbers,
    outputs,
    values,
    reference: createReference(shape),
    zeros: () => new Float32Array(parameters.length),
  }
}

export type ContractCase = ReturnType<typeof createCase>
