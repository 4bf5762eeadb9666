import { addProducts, addRows, multiply, pack } from './dense'
import { reluInPlace, tanhInPlace } from './math'
import { squaredNorm } from './vectors'

/** Rows of a block: their activations and deltas stay in the first-level cache. */
export const BLOCK = 64

/**
 * One dense layer. Sizes are padded to multiples of 4; padding holds zeros. Written by the engine in
 * this order (network-memory.ts).
 */
@unmanaged
export class Layer {
  inputs: i32
  outputs: i32
  paddedInputs: i32
  paddedOutputs: i32
  /** Where the layer's weights and biases lie among the parameters. */
  parameters: usize
  /** Panels of the weights, and of the transposed weights. */
  weights: usize
  transposed: usize
  biases: usize
  /** [paddedInputs × paddedOutputs], then biases [paddedOutputs]. */
  gradient: usize
  /** [slots × paddedOutputs] */
  activations: usize
  /** A direction in the parameters, laid out as the weights and biases are. */
  directionWeights: usize
  directionBiases: usize
}

/** A network with all that is known of the rows it has seen. */
@unmanaged
export class Network {
  layers: i32
  isRelu: i32
  isGaussian: i32
  /** Whether log σ is a parameter. */
  isLearned: i32
  inputSize: i32
  outputSize: i32
  /** Rows that have a slot of their own; after them come two blocks of slots for the others. */
  keptRows: i32
  /** Counts changes of the parameters. A slot holds what belongs to its stamp. */
  generation: i32
  /** [keptRows + 2 BLOCK], as many as slots. */
  stamps: usize
  /** [slots × padded input size] */
  inputs: usize
  /** [BLOCK × widest layer] each. */
  delta: usize
  otherDelta: usize
  spare: usize
  /** As many zeros as the widest layer has outputs. */
  zeros: usize
  /** [padded outputs] of what a head computes for one row. */
  scratch: usize
  /** Gaussian heads: log σ, float32, and σ, float64. */
  logSigma: usize
  sigma: usize
  /** Sums in float64: ∂/∂log σ per output. */
  logSigmaGradient: usize
  /** Sums in float64: log-probability, entropy. */
  statistics: usize
}

@inline
export function layerAt(network: Network, index: i32): Layer {
  return changetype<Layer>(
    changetype<usize>(network) + offsetof<Network>() + <usize>index * offsetof<Layer>(),
  )
}

@inline
export function outputLayer(network: Network): Layer {
  return layerAt(network, network.layers - 1)
}

@inline
function bytes(count: i32): usize {
  return <usize>count << 2
}

/** Lays a direction, in the order of the parameters, out for `tangent`. */
export function setDirection(network: Network, direction: usize): void {
  const first = layerAt(network, 0).parameters
  for (let i = 0; i < network.layers; i++) {
    const layer = layerAt(network, i)
    const inputs = layer.inputs
    const outputs = layer.outputs
    const from = direction + (layer.parameters - first)
    pack(from, inputs, bytes(outputs), outputs, 4, layer.directionWeights)
    memory.copy(layer.directionBiases, from + bytes(inputs * outputs), bytes(outputs))
  }
}

/**
 * How the outputs of a block move when the parameters move along the direction; the result is left
 * in `delta` or `otherDelta`, and its address returned.
 */
export function tangent(network: Network, slot: i32, count: i32): usize {
  const rows = (count + 3) & ~3
  const spare = network.spare
  let moved = network.delta
  let before = network.otherDelta
  let x = network.inputs
  for (let i = 0; i < network.layers; i++) {
    const layer = layerAt(network, i)
    const depth = layer.paddedInputs
    const width = layer.paddedOutputs
    const stride = bytes(depth)
    const outStride = bytes(width)
    const input = x + <usize>slot * stride
    const v = layer.directionWeights
    multiply(input, stride, v, depth, width, layer.directionBiases, moved, outStride, rows)
    if (i > 0) {
      multiply(before, stride, layer.weights, depth, width, network.zeros, spare, outStride, rows)
      addInto(moved, spare, rows * width)
    }
    x = layer.activations
    if (i < network.layers - 1) {
      const y = x + <usize>slot * outStride
      if (network.isRelu) multiplyByStep(moved, y, rows * width)
      else multiplyBySlope(moved, y, rows * width)
    }
    const swap = before
    before = moved
    moved = swap
  }
  return before
}

/** y += x over `count` numbers (a multiple of 4). */
function addInto(y: usize, x: usize, count: i32): void {
  for (const end = y + bytes(count); y < end; y += 16) {
    v128.store(y, f32x4.add(v128.load(y), v128.load(x)))
    x += 16
  }
}

/** Lays the weights out for `multiply`, and begins a new generation. */
export function parametersChanged(network: Network): void {
  network.generation++
  for (let i = 0; i < network.layers; i++) {
    const layer = layerAt(network, i)
    const inputs = layer.inputs
    const outputs = layer.outputs
    const parameters = layer.parameters
    pack(parameters, inputs, bytes(outputs), outputs, 4, layer.weights)
    if (i > 0) pack(parameters, outputs, 4, inputs, bytes(outputs), layer.transposed)
    memory.copy(layer.biases, parameters + bytes(inputs * outputs), bytes(outputs))
  }
}

/** Copies the inputs and activations of a row from one slot to another. */
export function copySlot(network: Network, from: i32, to: i32): void {
  copyRow(network.inputs, from, to, layerAt(network, 0).paddedInputs)
  for (let i = 0; i < network.layers; i++) {
    const layer = layerAt(network, i)
    copyRow(layer.activations, from, to, layer.paddedOutputs)
  }
}

@inline
function copyRow(base: usize, from: i32, to: i32, width: i32): void {
  const stride = bytes(width)
  memory.copy(base + <usize>to * stride, base + <usize>from * stride, stride)
}

/** The slot of a row; the rows of one block without slots of their own begin at `keptRows`. */
@inline
export function slotOf(network: Network, row: i32): i32 {
  return row < network.keptRows ? row : network.keptRows
}

/** Rows from `row` on, `left` at most, whose slots follow one another. */
@inline
export function blockFrom(network: Network, row: i32, left: i32): i32 {
  const kept = network.keptRows - row
  return min(min(left, BLOCK), kept > 0 ? kept : BLOCK)
}

/** Whether the slots hold the activations of just these observations under today's parameters. */
export function isHeld(network: Network, observations: usize, slot: i32, count: i32): bool {
  const generation = network.generation
  const inputSize = network.inputSize
  const stride = bytes(layerAt(network, 0).paddedInputs)
  let held = network.inputs + <usize>slot * stride
  let stamp = network.stamps + bytes(slot)
  for (let row = 0; row < count; row++) {
    if (load<i32>(stamp) != generation) return false
    for (let i = 0; i < inputSize; i++) {
      // As bits: equal NaNs are equal, and −0 is not 0.
      if (load<i32>(held + bytes(i)) != load<i32>(observations)) return false
      observations += 4
    }
    held += stride
    stamp += 4
  }
  return true
}

/** Computes the activations of up to BLOCK rows of observations and keeps them in the slots. */
export function forward(network: Network, observations: usize, slot: i32, count: i32): void {
  const generation = network.generation
  const inputSize = network.inputSize
  // Up to 3 slots more than asked: what they hold after is what their inputs give, as before.
  const rows = (count + 3) & ~3
  let stride = bytes(layerAt(network, 0).paddedInputs)
  let input = network.inputs + <usize>slot * stride
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < inputSize; i++) {
      store<f32>(input + <usize>row * stride + bytes(i), load<f32>(observations))
      observations += 4
    }
    store<i32>(network.stamps + bytes(slot + row), generation)
  }
  for (let i = 0; i < network.layers; i++) {
    const layer = layerAt(network, i)
    const outputStride = bytes(layer.paddedOutputs)
    const output = layer.activations + <usize>slot * outputStride
    multiply(
      input,
      stride,
      layer.weights,
      layer.paddedInputs,
      layer.paddedOutputs,
      layer.biases,
      output,
      outputStride,
      rows,
    )
    if (i < network.layers - 1) {
      if (network.isRelu) reluInPlace(output, rows * layer.paddedOutputs)
      else tanhInPlace(output, rows * layer.paddedOutputs)
    }
    input = output
    stride = outputStride
  }
}

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
function multiplyBySlope(delta: usize, y: usize, count: i32): void {
  const one = f32x4.splat(1)
  for (const end = delta + bytes(count); delta < end; delta += 16) {
    const value = v128.load(y)
    const slope = f32x4.sub(one, f32x4.mul(value, value))
    v128.store(delta, f32x4.mul(v128.load(delta), slope))
    y += 16
  }
}

/** delta ·= 1 where y is positive, 0 elsewhere, the slope of relu. */
function multiplyByStep(delta: usize, y: usize, count: i32): void {
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
