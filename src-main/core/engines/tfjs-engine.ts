import * as tf from '@tensorflow/tfjs-core'
import { actionSize, isSigmaLearned, outputSize, parameterLayout } from './engine.ts'
import type { Engine, NetworkShape, PolicyNetwork, Rows, ScoreStatistics } from './engine.ts'
import { createHeadMath } from './heads.ts'
import { plainVectors } from './vectors.ts'

/** Weights times rows of one call: some tens of milliseconds. */
const WEIGHT_ROWS_PER_CALL = 1e8
const MOST_ROWS_PER_CALL = 8192

/**
 * The engine on TensorFlow.js. The backend must be chosen and ready before; see
 * src-main/workers/tensor-backend.ts. Dense layers run as tensor operations, forward and backward
 * written out; the heads are a few numbers a row and stay in float64 JavaScript.
 */
export function createTfjsEngine(): Engine {
  return {
    name: `tfjs (${tf.getBackend()})`,
    allocate: (length) => new Float32Array(length),
    free: () => undefined,
    vectors: plainVectors,
    createPolicyNetwork,
  }
}

interface Layer {
  readonly weights: tf.Tensor2D
  readonly biases: tf.Tensor1D
}

function createPolicyNetwork(shape: NetworkShape): PolicyNetwork {
  const { head, inputSize } = shape
  const layout = parameterLayout(shape)
  const outputs = outputSize(head)
  const learned = isSigmaLearned(head)
  const parameters = new Float32Array(layout.count)
  const logSigma = learned
    ? parameters.subarray(layout.logSigma)
    : new Float32Array(outputs).fill(head.kind === 'gaussian' ? Math.log(head.initialSigma) : 0)
  const headMath = createHeadMath(head, logSigma)
  const actionWidth = actionSize(head)
  let layers: readonly Layer[] = []

  const dispose = () => tf.dispose(layers.flatMap(({ weights, biases }) => [weights, biases]))

  const activate = (x: tf.Tensor2D) => (shape.activation === 'tanh' ? tf.tanh(x) : tf.relu(x))

  /** ∂activation/∂input, from the activation's own value. */
  const slope = (y: tf.Tensor2D): tf.Tensor2D =>
    shape.activation === 'tanh' ? tf.sub(1, tf.square(y)) : tf.step(y)

  /** Activations of every layer, the input first and the outputs last. */
  function activations(input: tf.Tensor2D): tf.Tensor2D[] {
    const found = [input]
    layers.forEach(({ weights, biases }, i) => {
      const sum = tf.add(tf.matMul(found[i]!, weights), biases) as tf.Tensor2D
      found.push(i === layers.length - 1 ? sum : activate(sum))
    })
    return found
  }

  const inputOf = (observations: Float32Array, from: number, count: number) =>
    tf.tensor2d(observations.subarray(from * inputSize, (from + count) * inputSize), [
      count,
      inputSize,
    ])

  const outputsOf = (observations: Float32Array, from: number, count: number) =>
    tf.tidy(
      () =>
        activations(inputOf(observations, from, count))
          .at(-1)!
          .dataSync() as Float32Array,
    )

  /** Adds the gradient of Σ outputGradient·outputs, from the activations of every layer. */
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

  function addScoreGradient(
    { observations, actions, from, count }: Rows,
    weights: Float32Array,
    gradient: Float32Array,
  ): ScoreStatistics {
    return tf.tidy(() => {
      const values = activations(inputOf(observations, from, count))
      const outputValues = values.at(-1)!.dataSync() as Float32Array
      const outputGradient = new Float32Array(count * outputs)
      const logSigmaGradient = new Float64Array(outputs)
      const row = { logProb: 0, entropy: 0 }
      let logProbSum = 0
      let entropySum = 0
      for (let i = 0; i < count; i++) {
        const actionAt = (from + i) * actionWidth
        const weight = weights[from + i]!
        headMath.score(
          outputValues,
          i,
          actions,
          actionAt,
          weight,
          outputGradient,
          logSigmaGradient,
          row,
        )
        logProbSum += row.logProb
        entropySum += row.entropy
      }

      backward(values, outputGradient, gradient)
      if (learned) logSigmaGradient.forEach((g, i) => (gradient[layout.logSigma + i]! += g))
      return { logProbSum, entropySum }
    })
  }

  return {
    shape,
    parameters,
    rowsPerCall: Math.max(
      16,
      Math.min(MOST_ROWS_PER_CALL, Math.floor(WEIGHT_ROWS_PER_CALL / layout.count)),
    ),

    parametersChanged() {
      dispose()
      layers = layout.layers.map(({ inputs, outputs, weights, biases }) => ({
        weights: tf.tensor2d(parameters.slice(weights, biases), [inputs, outputs]),
        biases: tf.tensor1d(parameters.slice(biases, biases + outputs)),
      }))
    },

    forward(observations, from, count, result) {
      result.set(outputsOf(observations, from, count))
    },

    sample({ observations, actions, from, count }, noise) {
      const found = outputsOf(observations, from, count)
      for (let i = 0; i < count; i++) {
        headMath.sample(found, i, noise, actions, (from + i) * actionWidth)
      }
    },

    addScoreGradient,

    addOutputGradient(observations, from, count, outputGradient, gradient) {
      tf.tidy(() =>
        backward(activations(inputOf(observations, from, count)), outputGradient, gradient),
      )
    },

    tangent(observations, from, count, direction, result) {
      tf.tidy(() => {
        const values = activations(inputOf(observations, from, count))
        let moved = tf.zerosLike(values[0]!)
        layout.layers.forEach(({ inputs, outputs: width, weights, biases }, i) => {
          const v = tf.tensor2d(direction.slice(weights, biases), [inputs, width])
          const shift = tf.tensor1d(direction.slice(biases, biases + width))
          const sum = tf.addN([tf.matMul(values[i]!, v), tf.matMul(moved, layers[i]!.weights)])
          const change = tf.add(sum, shift) as tf.Tensor2D
          moved = i === layers.length - 1 ? change : tf.mul(change, slope(values[i + 1]!))
        })
        result.set(moved.dataSync())
      })
    },

    addTrajectoryGradients(rows, weights, { order, ends, from, count }, gradient) {
      const sums = { logProbSum: 0, entropySum: 0, squaredSum: 0 }
      for (let k = from; k < from + count; k++) {
        const picked = order.subarray(k === 0 ? 0 : ends[k - 1]!, ends[k]!)
        const own = new Float32Array(gradient.length)
        const { logProbSum, entropySum } = addScoreGradient(
          {
            observations: pick(rows.observations, picked, inputSize),
            actions: pick(rows.actions, picked, actionWidth),
            from: 0,
            count: picked.length,
          },
          pick(weights, picked, 1),
          own,
        )
        sums.logProbSum += logProbSum
        sums.entropySum += entropySum
        sums.squaredSum += plainVectors.norm(own) ** 2
        for (let i = 0; i < own.length; i++) gradient[i] = gradient[i]! + own[i]!
      }
      return sums
    },

    dispose,
  }
}

function add(target: Float32Array, at: number, tensor: tf.Tensor): void {
  const values = tensor.dataSync()
  for (let i = 0; i < values.length; i++) target[at + i] = target[at + i]! + values[i]!
}

/** The rows of `width` numbers that `order` names, one after another. */
function pick(values: Float32Array, order: Int32Array, width: number): Float32Array {
  const result = new Float32Array(order.length * width)
  order.forEach((row, i) => result.set(values.subarray(row * width, (row + 1) * width), i * width))
  return result
}
