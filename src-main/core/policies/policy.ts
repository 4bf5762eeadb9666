import { layerSizes } from '#shared/cost.ts'
import { describeEnvironment } from '#shared/environments.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { exp } from '#shared/math/exponential.ts'
import { isSigmaLearned, outputSize, parameterLayout } from '../engines/engine.ts'
import type { Engine, Head, NetworkShape, PolicyNetwork } from '../engines/engine.ts'
import type { Rng } from '../rng.ts'
import type { Saveable } from '../saveable.ts'
import { createRawSoftmaxParameters } from './raw-softmax-parameters.ts'
import { createTableParameters } from './table-parameters.ts'
import { initializeNetwork } from './initialize-network.ts'

/**
 * π_θ: its parameters θ, and the network that computes with them. For most policies θ is the
 * network's parameters; a policy that ties them keeps its own θ and translates.
 */
export interface Policy extends Saveable<Float32Array> {
  readonly network: PolicyNetwork
  /** θ. Write here, then call `parametersChanged`. */
  readonly parameters: Float32Array
  parametersChanged(): void
  /** ∂/∂θ from the gradient with respect to the network's parameters: Jᵀg. */
  parameterGradient(networkGradient: Float32Array): Float32Array
  /** The network's parameters for another θ, or how they move along a direction in θ: J·vector. */
  networkVector(vector: Float32Array): Float32Array
  /** Mean standard deviation over action components; null for categorical policies. */
  sigma(): number | null
}

/** The network a configuration asks for. */
export function networkShape(config: RunConfig): NetworkShape {
  const { environment, policy } = config
  const sizes = layerSizes(config)
  const { actionSpace } = describeEnvironment(environment)
  return {
    inputSize: sizes[0]!,
    hiddenSizes: sizes.slice(1, -1),
    activation: policy.kind === 'mlp' ? policy.activation : 'tanh',
    head:
      actionSpace.kind === 'discrete' || policy.kind === 'softmax-linear'
        ? { kind: 'categorical', actions: sizes.at(-1)! }
        : {
            kind: 'gaussian',
            size: sizes.at(-1)!,
            sigma: policy.sigma,
            initialSigma: policy.initialSigma,
          },
  }
}

/** A new policy; `rng` decides the first weights of a neural network, linear policies begin at θ = 0. */
export function createPolicy(config: RunConfig, engine: Engine, rng: Rng): Policy {
  const network = engine.createPolicyNetwork(networkShape(config))
  const { policy } = config
  if (policy.kind === 'softmax-linear' && policy.features === 'raw') {
    return createPolicyOn(network, createRawSoftmaxParameters(network))
  }
  initializeNetwork(network.shape, network.parameters, rng)
  if (policy.kind !== 'mlp' && policy.features === 'one-hot') {
    return createPolicyOn(network, createTableParameters(network))
  }
  return createPolicyOn(network, {
    parameters: network.parameters,
    intoNetworkVector: (vector, result) => result.set(vector),
    gradient: (networkGradient) => networkGradient,
  })
}

/** How θ relates to the network's parameters: they are J·θ, linear in it. */
export interface Parametrization {
  readonly parameters: Float32Array
  /** Writes J·vector; being linear, it serves θ itself and directions in θ alike. */
  intoNetworkVector(vector: Float32Array, result: Float32Array): void
  /** Jᵀg, for g the gradient of something that depends on the policy's distributions alone. */
  gradient(networkGradient: Float32Array): Float32Array
}

function createPolicyOn(network: PolicyNetwork, theta: Parametrization): Policy {
  const parametersChanged = () => {
    theta.intoNetworkVector(theta.parameters, network.parameters)
    network.parametersChanged()
  }
  parametersChanged()
  return {
    network,
    parameters: theta.parameters,
    parametersChanged,
    parameterGradient: theta.gradient,
    networkVector(vector) {
      const result = new Float32Array(network.parameters.length)
      theta.intoNetworkVector(vector, result)
      return result
    },
    sigma: () => meanSigma(network.shape.head, network),
    save: () => theta.parameters.slice(),
    restore(state) {
      theta.parameters.set(state)
      parametersChanged()
    },
  }
}

function meanSigma(head: Head, { shape, parameters }: PolicyNetwork): number | null {
  if (head.kind === 'categorical') return null
  if (!isSigmaLearned(head)) return head.initialSigma
  const from = parameterLayout(shape).logSigma
  const sigmas = Array.from(parameters.subarray(from), exp)
  return sigmas.reduce((sum, sigma) => sum + sigma, 0) / outputSize(head)
}
