import { multiply } from './dense'
import { bytes, Layer, layerAt, Network, outputLayer } from './network'
import { addProducts, addRows } from './products'

/** Sets the sums of the layers, of log σ and of the statistics to 0. */
export function clearGradient(network: Network): void {
  for (let i = 0; i < network.layers; i++) {
    const layer = layerAt(network, i)
    memory.fill(layer.gradient, 0, bytes((layer.paddedInputs + 1) * layer.paddedOutputs))
  }
  memory.fill(network.logSigmaGradient, 0, <usize>outputLayer(network).paddedOutputs << 3)
  memory.fill(network.statistics, 0, 32)
}

/** Adds the gradient of a block to the layers' sums, from `delta`, its derivative by the outputs. */
export function backward(network: Network, slot: i32, count: i32): void {
  let delta = network.delta
  let otherDelta = network.otherDelta
  for (let i = network.layers - 1; i >= 0; i--) {
    addLayer(network, i, slot, 0, count, delta, 0, false)
    if (i == 0) break
    deltaBelow(network, i, slot, count, delta, otherDelta)
    const swap = delta
    delta = otherDelta
    otherDelta = swap
  }
}

/** The slots of what goes into a layer. */
@inline
function inputOf(network: Network, index: i32, slot: i32): usize {
  const base = index > 0 ? layerAt(network, index - 1).activations : network.inputs
  return base + <usize>slot * bytes(layerAt(network, index).paddedInputs)
}

/** Bytes from a layer's sums to its totals. */
@inline
export function totalAfter(layer: Layer): usize {
  return bytes((layer.paddedInputs + 1) * layer.paddedOutputs)
}

/**
 * Adds the gradient of one layer's weights and biases over rows [first, first + count) of a block to
 * its sums, or, when `isLast`, completes that of a trajectory (products.ts); `isLater`: it has more.
 */
export function addLayer(
  network: Network,
  index: i32,
  slot: i32,
  first: i32,
  count: i32,
  delta: usize,
  total: usize,
  isLater: bool,
): void {
  const layer = layerAt(network, index)
  const inputs = layer.paddedInputs
  const outputs = layer.paddedOutputs
  const gradient = layer.gradient
  const inputStride = bytes(inputs)
  const stride = bytes(outputs)
  const input = inputOf(network, index, slot + first)
  const d = delta + <usize>first * stride
  const biases = gradient + <usize>inputs * stride
  const squares = network.statistics + 16
  addProducts(input, inputStride, inputs, d, stride, outputs, gradient, count, total, isLater, squares)
  addRows(d, outputs, biases, count, total, isLater, squares)
}

/** Writes the derivatives by a layer's inputs, before their activation, of a block to `below`. */
export function deltaBelow(
  network: Network,
  index: i32,
  slot: i32,
  count: i32,
  delta: usize,
  below: usize,
): void {
  const layer = layerAt(network, index)
  const rows = (count + 3) & ~3
  const inputs = layer.paddedInputs
  const outputs = layer.paddedOutputs
  const stride = bytes(outputs)
  multiply(delta, stride, layer.transposed, outputs, inputs, network.zeros, below, bytes(inputs), rows)
  const input = inputOf(network, index, slot)
  if (network.isRelu) multiplyByStep(below, input, rows * inputs)
  else multiplyBySlope(below, input, rows * inputs)
}

/** delta ·= 1 − y², the slope of tanh where it is y. */
export function multiplyBySlope(delta: usize, y: usize, count: i32): void {
  const one = f32x4.splat(1)
  for (const end = delta + bytes(count); delta < end; delta += 16) {
    const value = v128.load(y)
    const slope = f32x4.sub(one, f32x4.mul(value, value))
    v128.store(delta, f32x4.mul(v128.load(delta), slope))
    y += 16
  }
}

/** delta ·= 1 where y is positive, 0 elsewhere, the slope of relu. */
export function multiplyByStep(delta: usize, y: usize, count: i32): void {
  const zero = f32x4.splat(0)
  for (const end = delta + bytes(count); delta < end; delta += 16) {
    v128.store(delta, v128.and(v128.load(delta), f32x4.gt(v128.load(y), zero)))
    y += 16
  }
}

/** Lays a gradient out as the layers' totals, for trajectories to be added to it. */
export function spreadGradient(network: Network, gradient: usize): void {
  for (let i = 0; i < network.layers; i++) {
    const layer = layerAt(network, i)
    const inputs = layer.inputs
    const width = bytes(layer.outputs)
    const stride = bytes(layer.paddedOutputs)
    const total = layer.gradient + totalAfter(layer)
    for (let row = 0; row <= inputs; row++) {
      memory.copy(total + <usize>(row < inputs ? row : layer.paddedInputs) * stride, gradient, width)
      gradient += width
    }
  }
}

/** Writes the layers' totals to a gradient. */
export function collectTotals(network: Network, gradient: usize): void {
  for (let i = 0; i < network.layers; i++) {
    const layer = layerAt(network, i)
    const inputs = layer.inputs
    const width = bytes(layer.outputs)
    const stride = bytes(layer.paddedOutputs)
    const total = layer.gradient + totalAfter(layer)
    for (let row = 0; row <= inputs; row++) {
      memory.copy(gradient, total + <usize>(row < inputs ? row : layer.paddedInputs) * stride, width)
      gradient += width
    }
  }
}

/** Adds the layers' sums to a gradient in the order of the parameters. */
export function collectGradient(network: Network, gradient: usize): void {
  for (let i = 0; i < network.layers; i++) {
    const layer = layerAt(network, i)
    const inputs = layer.inputs
    const outputs = layer.outputs
    const paddedInputs = layer.paddedInputs
    const stride = bytes(layer.paddedOutputs)
    for (let row = 0; row <= inputs; row++) {
      // The biases' sums follow the padding of the weights'.
      const from = layer.gradient + <usize>(row < inputs ? row : paddedInputs) * stride
      for (let j = 0; j < outputs; j++) {
        store<f32>(gradient, load<f32>(gradient) + load<f32>(from + bytes(j)))
        gradient += 4
      }
    }
  }
  if (!network.isLearned) return
  const outputs = network.outputSize
  for (let i = 0; i < outputs; i++) {
    const g = load<f64>(network.logSigmaGradient + (<usize>i << 3))
    store<f32>(gradient, <f32>(<f64>load<f32>(gradient) + g))
    gradient += 4
  }
}
