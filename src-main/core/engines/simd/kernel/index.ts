import { sampleActions, score } from './heads'
import {
  backward,
  blockFrom,
  clearGradient,
  collectGradient,
  forward,
  isHeld,
  Network,
  outputLayer,
  slotOf,
} from './network'

export { parametersChanged } from './network'
export { expInPlace, logInPlace, reluInPlace, tanhInPlace } from './math'
export { adamStep, squaredNorm } from './vectors'
export { peak, peakOperations } from './peak'

/* What the engine calls. Addresses are those of row 0; rows [from, from + count) are meant. */

@inline
function rowsAt(base: usize, row: i32, width: i32): usize {
  return base + (<usize>row * <usize>width << 2)
}

/** Writes the outputs of `count` rows, without padding, from `result` on. */
export function outputsOf(
  network: Network,
  observations: usize,
  from: i32,
  count: i32,
  result: usize,
): void {
  const inputSize = network.inputSize
  const outputSize = network.outputSize
  const keptRows = network.keptRows
  const layer = outputLayer(network)
  const stride = <usize>layer.paddedOutputs << 2
  for (let done = 0; done < count; ) {
    const size = blockFrom(network, keptRows, count - done)
    forward(network, rowsAt(observations, from + done, inputSize), keptRows, size)
    let outputs = layer.activations + <usize>keptRows * stride
    for (let row = 0; row < size; row++) {
      memory.copy(result, outputs, <usize>outputSize << 2)
      result += <usize>outputSize << 2
      outputs += stride
    }
    done += size
  }
}

/** Draws the rows' actions; `noise` is that of the first row. */
export function sample(
  network: Network,
  observations: usize,
  actions: usize,
  from: i32,
  count: i32,
  noise: usize,
): void {
  const inputSize = network.inputSize
  const width = network.isGaussian ? network.outputSize : 1
  for (let row = from; row < from + count; ) {
    const size = blockFrom(network, row, from + count - row)
    const slot = slotOf(network, row)
    forward(network, rowsAt(observations, row, inputSize), slot, size)
    sampleActions(network, slot, size, rowsAt(actions, row, width), noise)
    noise += <usize>(size * width) << 3
    row += size
  }
}

/** Adds Σ weight·∇log π of the rows to `gradient`, apart from ∂/∂log σ; sums are in the network. */
export function addScoreGradient(
  network: Network,
  observations: usize,
  actions: usize,
  weights: usize,
  from: i32,
  count: i32,
  gradient: usize,
): void {
  const inputSize = network.inputSize
  const width = network.isGaussian ? network.outputSize : 1
  clearGradient(network)
  for (let row = from; row < from + count; ) {
    const size = blockFrom(network, row, from + count - row)
    const slot = slotOf(network, row)
    const inputs = rowsAt(observations, row, inputSize)
    if (!isHeld(network, inputs, slot, size)) forward(network, inputs, slot, size)
    score(network, slot, size, rowsAt(actions, row, width), rowsAt(weights, row, 1))
    backward(network, slot, size)
    row += size
  }
  collectGradient(network, gradient)
}
