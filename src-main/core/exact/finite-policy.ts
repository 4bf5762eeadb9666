import { exp } from '#shared/math/exponential.ts'
import { log } from '#shared/math/logarithm.ts'
import type { Policy } from '../policies/policy.ts'
import { createFloat64Network } from './float64-network.ts'
import { createParameterMap } from './parameter-map.ts'

/**
 * A softmax policy on numbered states, in float64 and as a function of θ. Pair (s, a) is number
 * s·actionCount + a.
 */
export interface FinitePolicy {
  readonly parameterCount: number
  /** π(a|s) of every pair. */
  probabilities(parameters: Float64Array): Float64Array
  /** log π(a|s) of every pair, also of those whose probability is too small to be a number. */
  logProbabilities(parameters: Float64Array): Float64Array
  /** Σ_{s,a} w(s,a)·∇log π(a|s), in θ. */
  scoreSum(parameters: Float64Array, weights: Float64Array): Float64Array
}

/** `inputs` [states × input size] are what the policy's network is given in each state. */
export function createFinitePolicy(policy: Policy, inputs: Float32Array): FinitePolicy {
  const { shape } = policy.network
  if (shape.head.kind !== 'categorical') throw new Error('A finite policy has discrete actions')
  const { actions } = shape.head
  const network = createFloat64Network(shape, inputs)
  const { parameterCount, intoNetwork, gradient } = createParameterMap(policy)

  function probabilities(parameters: Float64Array): Float64Array {
    const result = network.forward(intoNetwork(parameters))
    for (let at = 0; at < result.length; at += actions) softmax(result.subarray(at, at + actions))
    return result
  }

  return {
    parameterCount,
    probabilities,
    logProbabilities(parameters) {
      const logits = network.forward(intoNetwork(parameters))
      for (let at = 0; at < logits.length; at += actions) {
        normalizeLogs(logits.subarray(at, at + actions))
      }
      return logits
    },
    scoreSum(parameters, weights) {
      // ∂log π(a|s)/∂logit_b is 1 for b = a, minus π(b|s).
      const outputGradient = probabilities(parameters)
      for (let at = 0; at < outputGradient.length; at += actions) {
        let total = 0
        for (let pair = at; pair < at + actions; pair++) total += weights[pair]!
        for (let pair = at; pair < at + actions; pair++) {
          outputGradient[pair] = weights[pair]! - total * outputGradient[pair]!
        }
      }
      return gradient(network.backward(intoNetwork(parameters), outputGradient))
    },
  }
}

/** From logits to log-probabilities, in place. */
function normalizeLogs(logits: Float64Array): void {
  const largest = Math.max(...logits)
  let sum = 0
  for (let i = 0; i < logits.length; i++) sum += exp(logits[i]! - largest)
  const logSum = largest + log(sum)
  for (let i = 0; i < logits.length; i++) logits[i] = logits[i]! - logSum
}

/** In place; the largest logit is subtracted first, so that nothing overflows. */
function softmax(logits: Float64Array): void {
  const largest = Math.max(...logits)
  let sum = 0
  for (let i = 0; i < logits.length; i++) {
    logits[i] = exp(logits[i]! - largest)
    sum += logits[i]!
  }
  for (let i = 0; i < logits.length; i++) logits[i] = logits[i]! / sum
}
