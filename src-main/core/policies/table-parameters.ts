import { type PolicyNetwork } from '../engines/engine.ts'
import { parameterLayout } from '../engines/network-shape.ts'
import type { Parametrization } from './policy.ts'

/**
 * θ of a table: one parameter for each state and output, and log σ where it is learned. On one-hot
 * states it is a linear network whose biases stay 0; with them every output would have two parameters
 * in each state, and a gradient that is not the table's.
 */
export function createTableParameters({ shape, parameters }: PolicyNetwork): Parametrization {
  const { layers, logSigma, count } = parameterLayout(shape)
  const weights = layers[0]!.biases
  const learnedSigmas = count - logSigma
  /** Weights come first on both sides, what is left of log σ last. */
  const intoTable = (networkVector: Float32Array) => {
    const table = new Float32Array(weights + learnedSigmas)
    table.set(networkVector.subarray(0, weights))
    table.set(networkVector.subarray(logSigma, count), weights)
    return table
  }
  return {
    parameters: intoTable(parameters),
    intoNetworkVector(vector, result) {
      result.fill(0)
      result.set(vector.subarray(0, weights))
      result.set(vector.subarray(weights), logSigma)
    },
    gradient: intoTable,
  }
}
