import { multiply } from './dense'
import { pack } from './packing'
import { reluInPlace, tanhInPlace } from './math'

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
  /** Sums in float64: log-probability, entropy; then two lanes of Σ_k ‖g_k‖². */
  statistics: usize
  /**
   * Sums in float64 of ∂log π/∂outputs over the rows of a trajectory, not weighted [padded outputs],
   * then of ∂log π/∂log σ [padded outputs].
   */
  outputScores: usize
  /** Over the trajectories, in float64: the sums of these numbers, then of their squares. */
  gauge: usize
  /** Of the pieces of a block, where each ends and how it lies in its trajectory (trajectories.ts). */
  pieces: usize
  /** [BLOCK] each: actions and weights of rows that lie apart. */
  pickedActions: usize
  pickedWeights: usize
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
export function bytes(count: i32): usize {
  return <usize>count << 2
}

/** Where a row of `width` numbers lies. */
@inline
export function rowsAt(base: usize, row: i32, width: i32): usize {
  return base + (<usize>row * <usize>width << 2)
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
  let at = base + <usize>from * stride
  let target = base + <usize>to * stride
  // Some vectors; a call of memory.copy takes longer.
  for (const end = at + stride; at < end; at += 16) {
    v128.store(target, v128.load(at))
    target += 16
  }
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
  const stride = bytes(network.inputSize)
  for (let row = 0; row < count; row++) {
    keepInputs(network, observations, slot + row)
    observations += stride
  }
  activate(network, slot, count)
}

/** Copies the inputs of a row to its slot, whose activations are due. */
@inline
export function keepInputs(network: Network, observation: usize, slot: i32): void {
  const inputSize = network.inputSize
  const input = network.inputs + <usize>slot * bytes(layerAt(network, 0).paddedInputs)
  for (let i = 0; i < inputSize; i++) {
    store<f32>(input + bytes(i), load<f32>(observation + bytes(i)))
  }
  store<i32>(network.stamps + bytes(slot), network.generation)
}

/** Computes the activations of slots from their inputs. */
export function activate(network: Network, slot: i32, count: i32): void {
  // Up to 3 slots more than asked: what they hold after is what their inputs give, as before.
  const rows = (count + 3) & ~3
  let stride = bytes(layerAt(network, 0).paddedInputs)
  let input = network.inputs + <usize>slot * stride
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
