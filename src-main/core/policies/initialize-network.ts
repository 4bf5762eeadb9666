import { log } from '#shared/math/logarithm.ts'
import { parameterLayout, type NetworkShape } from '../engines/network-shape.ts'
import type { Rng } from '../rng.ts'

/** Small, so that the first policy is close to uniform, or to a mean of 0, in every state. */
const OUTPUT_SCALE = 0.01

/**
 * First parameters of a network. Hidden weights: Glorot & Bengio (2010), normal, times √2 for relu
 * (He et al. 2015); output weights the same times 0.01; biases 0. A network without hidden layers
 * starts at 0. log σ starts at the head's `initialSigma`.
 */
export function initializeNetwork(shape: NetworkShape, parameters: Float32Array, rng: Rng): void {
  const { layers, logSigma } = parameterLayout(shape)
  const { activation, head } = shape
  parameters.fill(0)
  if (head.kind === 'gaussian') parameters.fill(log(head.initialSigma), logSigma)
  if (layers.length === 1) return
  layers.forEach(({ inputs, outputs, weights, biases }, i) => {
    const isOutput = i === layers.length - 1
    const glorot = Math.sqrt(2 / (inputs + outputs))
    const scale = isOutput ? OUTPUT_SCALE : activation === 'relu' ? Math.SQRT2 : 1
    for (let at = weights; at < biases; at++) parameters[at] = rng.normal() * glorot * scale
  })
}
