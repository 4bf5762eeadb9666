import type { Policy } from '../policies/policy.ts'

/** θ and the network's parameters in float64: one is J times the other. */
export interface ParameterMap {
  readonly parameterCount: number
  /** J·θ. */
  intoNetwork(parameters: Float64Array): Float64Array
  /** θ of a network's parameters J·θ. No two components of θ move the same parameter. */
  fromNetwork(networkParameters: Float32Array): Float64Array
  /** Jᵀg. */
  gradient(networkGradient: Float64Array): Float64Array
}

/** J is read off the policy column by column, where it ties the network's parameters; else it is 1. */
export function createParameterMap({ parameters, network, networkVector }: Policy): ParameterMap {
  const parameterCount = parameters.length
  if (parameters === network.parameters) {
    return {
      parameterCount,
      intoNetwork: (theta) => theta,
      fromNetwork: (values) => Float64Array.from(values),
      gradient: (gradient) => gradient,
    }
  }
  const columns = Array.from({ length: parameterCount }, (_, i) => {
    const unit = new Float32Array(parameterCount)
    unit[i] = 1
    return nonZero(networkVector(unit))
  })
  return {
    parameterCount,
    intoNetwork(theta) {
      const result = new Float64Array(network.parameters.length)
      columns.forEach((column, i) => {
        for (const { at, factor } of column) result[at] = result[at]! + factor * theta[i]!
      })
      return result
    },
    fromNetwork: (values) =>
      Float64Array.from(columns, ([first]) => (first ? values[first.at]! / first.factor : 0)),
    gradient: (networkGradient) =>
      Float64Array.from(columns, (column) =>
        column.reduce((sum, { at, factor }) => sum + factor * networkGradient[at]!, 0),
      ),
  }
}

function nonZero(vector: Float32Array): { readonly at: number; readonly factor: number }[] {
  return Array.from(vector, (factor, at) => ({ at, factor })).filter(({ factor }) => factor !== 0)
}
