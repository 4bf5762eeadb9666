import type { DenseNetwork, ObservationRows } from './dense-network.ts'
import { actionSize, isSigmaLearned, outputSize, parameterLayout } from './network-shape.ts'
import type { PolicyNetwork } from './engine.ts'
import type { NetworkShape } from './network-shape.ts'
import { createHeadMath } from './heads.ts'
import { logSigmaIn } from './head-math.ts'

/** What follows from the passes through any engine's layers and the mathematics of the head. */
export type PolicyOperations = Pick<
  PolicyNetwork,
  'logProbs' | 'addEntropyGradient' | 'meanKl' | 'meanKlFrom' | 'fisherVectorProduct'
>

/** These operations on `layers`; an engine may put faster ones in their place. */
export function createPolicyOperations(
  shape: NetworkShape,
  layers: DenseNetwork,
): PolicyOperations {
  const { head } = shape
  const { parameters } = layers
  const outputs = outputSize(head)
  const actionWidth = actionSize(head)
  const learned = isSigmaLearned(head)
  const { logSigma: logSigmaAt } = parameterLayout(shape)
  const headMath = createHeadMath(head, logSigmaIn(shape, parameters))

  function outputsOf({ observations, from, count }: ObservationRows): Float32Array {
    const result = new Float32Array(count * outputs)
    layers.forward(observations, from, count, result)
    return result
  }

  /** The outputs there would be with other parameters. */
  function outputsWith(otherParameters: Float32Array, rows: ObservationRows): Float32Array {
    const own = parameters.slice()
    const use = (values: Float32Array) => {
      parameters.set(values)
      layers.parametersChanged()
    }
    use(otherParameters)
    try {
      return outputsOf(rows)
    } finally {
      use(own)
    }
  }

  function meanKlFrom(
    rows: ObservationRows,
    otherOutputs: Float32Array,
    otherLogSigma: Float32Array,
  ): number {
    const found = outputsOf(rows)
    let sum = 0
    for (let i = 0; i < rows.count; i++) {
      sum += headMath.divergenceFrom(otherOutputs, otherLogSigma, found, i)
    }
    return sum / rows.count
  }

  return {
    logProbs(rows, result) {
      const found = outputsOf(rows)
      for (let i = 0; i < rows.count; i++) {
        result[i] = headMath.logProb(found, i, rows.actions, (rows.from + i) * actionWidth)
      }
    },

    addEntropyGradient(rows, weights, gradient) {
      const { observations, from, count } = rows
      const found = outputsOf(rows)
      const outputGradient = new Float32Array(count * outputs)
      const logSigmaGradient = new Float64Array(outputs)
      let entropySum = 0
      for (let i = 0; i < count; i++) {
        const weight = weights[from + i]!
        entropySum += headMath.entropy(found, i, weight, outputGradient, logSigmaGradient)
      }
      // The means of a Gaussian do not move its entropy.
      if (head.kind === 'categorical') {
        layers.addOutputGradient(observations, from, count, outputGradient, gradient)
      }
      if (learned) logSigmaGradient.forEach((g, i) => (gradient[logSigmaAt + i]! += g))
      return entropySum
    },

    meanKl: (rows, otherParameters) =>
      meanKlFrom(rows, outputsWith(otherParameters, rows), logSigmaIn(shape, otherParameters)),

    meanKlFrom,

    fisherVectorProduct(rows, vector, result) {
      const { observations, from, count } = rows
      const found = outputsOf(rows)
      const tangents = new Float32Array(count * outputs)
      layers.tangent(observations, from, count, vector, tangents)
      const logSigmaTangent = learned ? vector.subarray(logSigmaAt) : new Float32Array(outputs)
      const logSigmaProduct = new Float64Array(outputs)
      for (let i = 0; i < count; i++) {
        headMath.multiplyByFisher(found, i, 1 / count, tangents, logSigmaTangent, logSigmaProduct)
      }
      result.fill(0)
      layers.addOutputGradient(observations, from, count, tangents, result)
      if (learned) logSigmaProduct.forEach((x, i) => (result[logSigmaAt + i] = x))
    },
  }
}
