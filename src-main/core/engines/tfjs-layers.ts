import * as tf from '@tensorflow/tfjs-core'
import type { DenseNetwork, ObservationRows } from './dense-network.ts'
import { parameterLayout, type NetworkShape } from './network-shape.ts'

/** Weights times rows of one call: some tens of milliseconds. */
const WEIGHT_ROWS_PER_CALL = 4e7
const MOST_ROWS_PER_CALL = 8192

interface Layer {
  readonly weights: tf.Tensor2D
  readonly biases: tf.Tensor1D
}

export interface TfjsLayers extends DenseNetwork {
  /** `addOutputGradient` of what `differentiate` makes of the outputs, without a second pass forward. */
  addGradientOf(
    rows: ObservationRows,
    gradient: Float32Array,
    differentiate: (outputs: Float32Array, outputGradient: Float32Array) => void,
  ): void
}

/** Dense layers as tensor operations, forward and backward written out. */
export function createTfjsLayers(shape: NetworkShape): TfjsLayers {
  const { inputSize } = shape
  const layout = parameterLayout(shape)
  const outputs = layout.layers.at(-1)!.outputs
  const parameters = new Float32Array(layout.count)
  let layers: readonly Layer[] = []

  const dispose = () => tf.dispose(layers.flatMap(({ weights, biases }) => [weights, biases]))

  /** Weights and biases, of the parameters or of a direction in their space. */
  const layersIn = (values: Float32Array): Layer[] =>
    layout.layers.map(({ inputs, outputs: width, weights, biases }) => ({
      weights: tf.tensor2d(values.slice(weights, biases), [inputs, width]),
      biases: tf.tensor1d(values.slice(biases, biases + width)),
    }))

  const activate = (x: tf.Tensor2D) => (shape.activation === 'tanh' ? tf.tanh(x) : tf.relu(x))

  /** ∂activation/∂input, from the activation's own value. */
  const slope = (y: tf.Tensor2D): tf.Tensor2D =>
    shape.activation === 'tanh' ? tf.sub(1, tf.square(y)) : tf.step(y)

  /** Activations of every layer, the input first and the outputs last. */
  function activations(observations: Float32Array, from: number, count: number): tf.Tensor2D[] {
    const input = observations.subarray(from * inputSize, (from + count) * inputSize)
    const found = [tf.tensor2d(input, [count, inputSize])]
    layers.forEach(({ weights, biases }, i) => {
      const sum = tf.add(tf.matMul(found[i]!, weights), biases) as tf.Tensor2D
      found.push(i === layers.length - 1 ? sum : activate(sum))
    })
    return found
  }

  /** Adds Σ Jᵀ·outputGradient, from the activations of every layer. */
  function backward(
    values: readonly tf.Tensor2D[],
    outputGradient: Float32Array,
    gradient: Float32Array,
  ): void {
    const count = values[0]!.shape[0]
    let delta = tf.tensor2d(outputGradient, [count, outputs])
    const ones = tf.ones([1, count])
    for (let i = layers.length - 1; i >= 0; i--) {
      const { weights: weightsAt, biases: biasesAt } = layout.layers[i]!
      // Transposing first: the wasm backend multiplies a transposed operand ten times slower.
      add(gradient, weightsAt, tf.matMul(tf.transpose(values[i]!), delta))
      add(gradient, biasesAt, tf.matMul(ones, delta))
      if (i === 0) break
      const back = tf.matMul(delta, tf.transpose(layers[i]!.weights))
      delta = tf.mul(back, slope(values[i]!))
    }
  }

  return {
    parameters,
    rowsPerCall: Math.max(
      16,
      Math.min(MOST_ROWS_PER_CALL, Math.floor(WEIGHT_ROWS_PER_CALL / layout.count)),
    ),

    parametersChanged() {
      dispose()
      layers = layersIn(parameters)
    },

    forward(observations, from, count, result) {
      tf.tidy(() => {
        result.set(activations(observations, from, count).at(-1)!.dataSync())
      })
    },

    addOutputGradient(observations, from, count, outputGradient, gradient) {
      tf.tidy(() => backward(activations(observations, from, count), outputGradient, gradient))
    },

    addGradientOf({ observations, from, count }, gradient, differentiate) {
      tf.tidy(() => {
        const values = activations(observations, from, count)
        const outputGradient = new Float32Array(count * outputs)
        differentiate(values.at(-1)!.dataSync() as Float32Array, outputGradient)
        backward(values, outputGradient, gradient)
      })
    },

    // ẏ_l = φ'(x_l)·(ẏ_{l−1} W_l + y_{l−1} Ẇ_l + ḃ_l), where the observations do not move.
    tangent(observations, from, count, direction, result) {
      tf.tidy(() => {
        const values = activations(observations, from, count)
        let moved = tf.zerosLike(values[0]!)
        layersIn(direction).forEach(({ weights, biases }, i) => {
          const through = tf.matMul(moved, layers[i]!.weights)
          const own = tf.add(tf.matMul(values[i]!, weights), biases)
          const sum = tf.add(through, own) as tf.Tensor2D
          moved = i === layers.length - 1 ? sum : tf.mul(sum, slope(values[i + 1]!))
        })
        result.set(moved.dataSync())
      })
    },

    dispose,
  }
}

function add(target: Float32Array, at: number, tensor: tf.Tensor): void {
  const values = tensor.dataSync()
  for (let i = 0; i < values.length; i++) target[at + i] = target[at + i]! + values[i]!
}
