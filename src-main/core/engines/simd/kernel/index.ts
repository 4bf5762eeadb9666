import { sampleActions, score } from './heads'
import { backward, clearGradient, collectGradient, squaredGradient } from './gradient'
import {
  BLOCK,
  blockFrom,
  copySlot,
  forward,
  isHeld,
  Network,
  outputLayer,
  slotOf,
} from './network'
import { tangent } from './tangent'

export { parametersChanged } from './network'
export { setDirection } from './tangent'
export { expInPlace, logInPlace, reluInPlace, tanhInPlace } from './math'
export { adamStep, squaredNorm } from './vectors'
export { peak, peakOperations } from './peak'

/* What the engine calls. Addresses are those of row 0; rows [from, from + count) are meant. */

@inline
function rowsAt(base: usize, row: i32, width: i32): usize {
  return base + (<usize>row * <usize>width << 2)
}

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
    score(network, slot, size, rowsAt(actions, row, width), rowsAt(weights, row, 1))
    backward(network, slot, size)
    row += size
  }
  collectGradient(network, gradient)
}

/**
 * The same trajectory by trajectory: trajectory k has the rows `order[ends[k−1]..ends[k])`. Returns
 * the sum of the trajectories' squared gradients. `picked` has room for the actions of a block, then
 * its weights.
 */
export function addTrajectoryGradients(
  network: Network,
  observations: usize,
  actions: usize,
  weights: usize,
  order: usize,
  ends: usize,
  begin: i32,
  trajectories: i32,
  picked: usize,
  gradient: usize,
): f64 {
  const inputSize = network.inputSize
  const scratchSlot = network.keptRows
  const width = network.isGaussian ? network.outputSize : 1
  const pickedWeights = rowsAt(picked, BLOCK, width)
  let logProbSum: f64 = 0
  let entropySum: f64 = 0
  let squares: f64 = 0
  let at = begin
  for (let k = 0; k < trajectories; k++) {
    const end = load<i32>(ends + (<usize>k << 2))
    clearGradient(network)
    while (at < end) {
      const size = min(end - at, BLOCK)
      for (let i = 0; i < size; i++) {
        const row = load<i32>(order + (<usize>(at + i) << 2))
        const slot = slotOf(network, row)
        const input = rowsAt(observations, row, inputSize)
        if (slot == scratchSlot || !isHeld(network, input, slot, 1)) {
          // Rows without a slot of their own are computed in the last slots.
          forward(network, input, slot == scratchSlot ? scratchSlot + BLOCK : slot, 1)
        }
        copySlot(network, slot == scratchSlot ? scratchSlot + BLOCK : slot, scratchSlot + i)
        memory.copy(rowsAt(picked, i, width), rowsAt(actions, row, width), <usize>width << 2)
        store<f32>(rowsAt(pickedWeights, i, 1), load<f32>(rowsAt(weights, row, 1)))
      }
      score(network, scratchSlot, size, picked, pickedWeights)
      backward(network, scratchSlot, size)
      at += size
    }
    logProbSum += load<f64>(network.statistics)
    entropySum += load<f64>(network.statistics, 8)
    squares += squaredGradient(network)
    collectGradient(network, gradient)
  }
  store<f64>(network.statistics, logProbSum)
  store<f64>(network.statistics, entropySum, 8)
  return squares
}
