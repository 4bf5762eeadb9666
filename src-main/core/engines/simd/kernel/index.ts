import { sampleActions, score } from './heads'
import { backward, clearGradient, collectGradient } from './gradient'
import { blockFrom, forward, isHeld, Network, outputLayer, rowsAt, slotOf } from './network'
import { tangent } from './tangent'

export { parametersChanged } from './network'
export { setDirection } from './tangent'
export { expInPlace, logInPlace, reluInPlace, tanhInPlace } from './math'
export { addTrajectoryGradients } from './trajectories'
export { adamStep, squaredNorm } from './vectors'
export { peak, peakOperations } from './peak'

/* What the engine calls. Addresses are those of row 0; rows [from, from + count) are meant. */

/** Makes the slot of a block hold the activations of its rows; computes only what it does not hold. */
@inline
function hold(network: Network, observations: usize, row: i32, size: i32): i32 {
  const slot = slotOf(network, row)
  const inputs = rowsAt(observations, row, network.inputSize)
  if (!isHeld(network, inputs, slot, size)) forward(network, inputs, slot, size)
  return slot
}

/** Copies the first `width` of `stride` bytes of each row, packed, and returns where it ended. */
function copyRows(to: usize, width: usize, from: usize, stride: usize, count: i32): usize {
  for (let row = 0; row < count; row++) {
    memory.copy(to, from, width)
    to += width
    from += stride
  }
  return to
}

/** Writes the outputs of the rows, without padding, from `result` on. */
export function outputsOf(
  network: Network,
  observations: usize,
  from: i32,
  count: i32,
  result: usize,
): void {
  const layer = outputLayer(network)
  const width = <usize>network.outputSize << 2
  const stride = <usize>layer.paddedOutputs << 2
  for (let row = from; row < from + count; ) {
    const size = blockFrom(network, row, from + count - row)
    const slot = hold(network, observations, row, size)
    result = copyRows(result, width, layer.activations + <usize>slot * stride, stride, size)
    row += size
  }
}

/** Writes how the rows' outputs move along the direction set last. */
export function tangentsOf(
  network: Network,
  observations: usize,
  from: i32,
  count: i32,
  result: usize,
): void {
  const width = <usize>network.outputSize << 2
  const stride = <usize>outputLayer(network).paddedOutputs << 2
  for (let row = from; row < from + count; ) {
    const size = blockFrom(network, row, from + count - row)
    const slot = hold(network, observations, row, size)
    result = copyRows(result, width, tangent(network, slot, size), stride, size)
    row += size
  }
}

/** Adds the gradient of Σ outputGradient·output over the rows, given from the first row on. */
export function addOutputGradient(
  network: Network,
  observations: usize,
  from: i32,
  count: i32,
  outputGradient: usize,
  gradient: usize,
): void {
  const width = <usize>network.outputSize << 2
  const stride = <usize>outputLayer(network).paddedOutputs << 2
  clearGradient(network)
  for (let row = from; row < from + count; ) {
    const size = blockFrom(network, row, from + count - row)
    const slot = hold(network, observations, row, size)
    memory.fill(network.delta, 0, <usize>size * stride)
    for (let i = 0; i < size; i++) {
      memory.copy(network.delta + <usize>i * stride, outputGradient, width)
      outputGradient += width
    }
    backward(network, slot, size)
    row += size
  }
  collectGradient(network, gradient)
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

/** Adds Σ weight·∇log π of the rows to `gradient`; other sums are in the network. */
export function addScoreGradient(
  network: Network,
  observations: usize,
  actions: usize,
  weights: usize,
  from: i32,
  count: i32,
  gradient: usize,
): void {
  const width = network.isGaussian ? network.outputSize : 1
  clearGradient(network)
  for (let row = from; row < from + count; ) {
    const size = blockFrom(network, row, from + count - row)
    const slot = hold(network, observations, row, size)
    score(network, slot, 0, size, rowsAt(actions, row, width), rowsAt(weights, row, 1))
    backward(network, slot, size)
    row += size
  }
  collectGradient(network, gradient)
}
