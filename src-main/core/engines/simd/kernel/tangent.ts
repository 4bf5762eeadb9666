import { multiply } from './dense'
import { multiplyByStep, multiplyBySlope } from './gradient'
import { bytes, layerAt, Network } from './network'
import { pack } from './packing'

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
