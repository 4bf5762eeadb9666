import { multiply } from './dense'
import { bytes, layerAt, Network, outputLayer } from './network'
import { addProducts, addRows } from './products'
import { squaredNorm } from './vectors'

/** Sets the sums of the layers, of log σ and of the statistics to 0. */
export function clearGradient(network: Network): void {
  for (let i = 0; i < network.layers; i++) {
    const layer = layerAt(network, i)
    memory.fill(layer.gradient, 0, bytes((layer.paddedInputs + 1) * layer.paddedOutputs))
  }
  memory.fill(network.logSigmaGradient, 0, <usize>outputLayer(network).paddedOutputs << 3)
  memory.fill(network.statistics, 0, 16)
}

/** Adds the gradient of a block to the layers' sums, from `delta`, its derivative by the outputs. */
export function backward(network: Network, slot: i32, count: i32): void {
  let delta = network.delta
  let otherDelta = network.otherDelta
  const rows = (count + 3) & ~3
  for (let i = network.layers - 1; i >= 0; i--) {
    const layer = layerAt(network, i)
    const paddedInputs = layer.paddedInputs
    const paddedOutputs = layer.paddedOutputs
    const gradient = layer.gradient
    const inputStride = bytes(paddedInputs)
    const stride = bytes(paddedOutputs)
    const inputs = i > 0 ? layerAt(network, i - 1).activations : network.inputs
    const input = inputs + <usize>slot * inputStride
    addProducts(input, inputStride, paddedInputs, delta, stride, paddedOutputs, gradient, count)
    addRows(delta, paddedOutputs, gradient + <usize>paddedInputs * stride, count)
    if (i == 0) break
    multiply(
      delta,
      stride,
      layer.transposed,
      paddedOutputs,
      paddedInputs,
      network.zeros,
      otherDelta,
      inputStride,
      rows,
    )
    if (network.isRelu) multiplyByStep(otherDelta, input, rows * paddedInputs)
    else multiplyBySlope(otherDelta, input, rows * paddedInputs)
    const swap = delta
    delta = otherDelta
    otherDelta = swap
  }
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

/** The squared length of the layers' sums, in float64. */
export function squaredGradient(network: Network): f64 {
  let sum: f64 = 0
  for (let i = 0; i < network.layers; i++) {
    const layer = layerAt(network, i)
    sum += squaredNorm(layer.gradient, (layer.paddedInputs + 1) * layer.paddedOutputs)
  }
  if (!network.isLearned) return sum
  const outputs = network.outputSize
  for (let i = 0; i < outputs; i++) {
    const g = load<f64>(network.logSigmaGradient + (<usize>i << 3))
    sum += g * g
  }
  return sum
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
