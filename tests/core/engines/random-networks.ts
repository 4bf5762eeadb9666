import { actionSize, noiseSize, parameterLayout } from '#core/engines/network-shape.ts'
import type { Engine, PolicyNetwork } from '#core/engines/engine.ts'
import type { Head, NetworkShape } from '#core/engines/network-shape.ts'
import { createRng, type Rng } from '#core/rng.ts'

const EDGE_WIDTHS = [1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 31, 32, 33, 64, 65]

const below = (rng: Rng, limit: number) => Math.floor(rng.uniform() * limit)
const oneOf = <T>(rng: Rng, values: readonly T[]): T => values[below(rng, values.length)]!

/** A network no one would choose; every eighth is linear, and a few are very wide. */
export function randomShape(index: number): NetworkShape {
  const rng = createRng(index, 'shape')
  const width = () => oneOf(rng, EDGE_WIDTHS)
  const hidden = index % 8 === 0 ? 0 : index % 50 === 1 ? 8 : 1 + below(rng, 3)
  const hiddenSizes = Array.from({ length: hidden }, width)
  if (index % 40 === 3) hiddenSizes[0] = 1024
  const head: Head =
    rng.uniform() < 0.5
      ? { kind: 'categorical', actions: 1 + below(rng, index % 5 === 0 ? 40 : 6) }
      : {
          kind: 'gaussian',
          size: 1 + below(rng, 9),
          sigma: oneOf(rng, ['fixed', 'learned'] as const),
          initialSigma: 0.2 + 2 * rng.uniform(),
        }
  return {
    inputSize: index % 40 === 5 ? 1024 : width(),
    hiddenSizes,
    activation: oneOf(rng, ['tanh', 'relu'] as const),
    head,
  }
}

/** A network of the shape whose activations neither vanish nor explode. */
export function randomNetwork(engine: Engine, shape: NetworkShape, seed: number): PolicyNetwork {
  const network = engine.createPolicyNetwork(shape)
  const rng = createRng(seed, 'parameters')
  const { layers, logSigma } = parameterLayout(shape)
  for (const { inputs, outputs, weights } of layers) {
    for (let i = 0; i < (inputs + 1) * outputs; i++) {
      network.parameters[weights + i] = (1.2 * rng.normal()) / Math.sqrt(inputs)
    }
  }
  for (let i = logSigma; i < network.parameters.length; i++) {
    network.parameters[i] = 0.5 * rng.normal()
  }
  network.parametersChanged()
  return network
}

/** Observations, actions and weights of `count` rows after `from` others, in the engine's memory or not. */
export function randomRows(shape: NetworkShape, from: number, count: number, seed: number) {
  const rng = createRng(seed, 'rows')
  const { inputSize, head } = shape
  const length = from + count
  const floats = (size: number, draw: () => number) => Float32Array.from({ length: size }, draw)
  return {
    rows: {
      observations: floats(length * inputSize, () => rng.normal()),
      actions: floats(length * actionSize(head), () =>
        head.kind === 'categorical' ? below(rng, head.actions) : rng.normal(),
      ),
      from,
      count,
    },
    weights: floats(length, () => rng.normal()),
    noise: Float64Array.from({ length: count * noiseSize(head) }, () =>
      head.kind === 'categorical' ? rng.uniform() : rng.normal(),
    ),
  }
}

/** Largest difference relative to the largest of the expected numbers. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let scale = 1e-30
  let difference = 0
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i]!))
    const distance = Math.abs(actual[i]! - expected[i]!)
    difference = distance <= difference ? difference : distance
  }
  return difference / scale
}
