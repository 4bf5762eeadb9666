import { tanh } from '#shared/math/exponential.ts'
import { parameterLayout, type NetworkShape } from '../engines/network-shape.ts'

/**
 * A network's passes in float64, for truths that float32 engines are held against. The parameters are
 * given with each call and lie as those of an engine's network do; inputs are [rows × inputSize].
 */
export interface Float64Network {
  /** Outputs [rows × output size]. */
  forward(parameters: Float64Array): Float64Array
  /** Σ_i J_iᵀ·outputGradient_i, with J_i = ∂outputs_i/∂parameters. */
  backward(parameters: Float64Array, outputGradient: Float64Array): Float64Array
}

/** For these inputs alone: a few rows that are asked about often. */
export function createFloat64Network(shape: NetworkShape, inputs: Float32Array): Float64Network {
  const { layers, count } = parameterLayout(shape)
  const rows = inputs.length / shape.inputSize
  const isTanh = shape.activation === 'tanh'

  /** The inputs of every layer, and the outputs at the end. */
  function activations(parameters: Float64Array): Float64Array[] {
    const found = [Float64Array.from(inputs)]
    layers.forEach(({ inputs: width, outputs, weights, biases }, l) => {
      const before = found[l]!
      const after = new Float64Array(rows * outputs)
      for (let row = 0; row < rows; row++) {
        for (let j = 0; j < outputs; j++) {
          let sum = parameters[biases + j]!
          for (let i = 0; i < width; i++) {
            sum += before[row * width + i]! * parameters[weights + i * outputs + j]!
          }
          const isLast = l === layers.length - 1
          after[row * outputs + j] = isLast ? sum : isTanh ? tanh(sum) : Math.max(0, sum)
        }
      }
      found.push(after)
    })
    return found
  }

  return {
    forward: (parameters) => activations(parameters).at(-1)!,

    backward(parameters, outputGradient) {
      const values = activations(parameters)
      const gradient = new Float64Array(count)
      let above = outputGradient
      for (let l = layers.length - 1; l >= 0; l--) {
        const { inputs: width, outputs, weights, biases } = layers[l]!
        const before = values[l]!
        const below = new Float64Array(before.length)
        for (let row = 0; row < rows; row++) {
          for (let j = 0; j < outputs; j++) {
            const g = above[row * outputs + j]!
            if (g === 0) continue
            gradient[biases + j] = gradient[biases + j]! + g
            for (let i = 0; i < width; i++) {
              const at = weights + i * outputs + j
              gradient[at] = gradient[at]! + g * before[row * width + i]!
              below[row * width + i] = below[row * width + i]! + g * parameters[at]!
            }
          }
        }
        for (let i = 0; i < below.length; i++) {
          const x = before[i]!
          below[i] = below[i]! * (isTanh ? 1 - x * x : x > 0 ? 1 : 0)
        }
        above = below
      }
      return gradient
    },
  }
}
