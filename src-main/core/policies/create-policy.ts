import { layerSizes } from '#shared/cost.ts'
import { describeEnvironment } from '#shared/environments.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { exp } from '#shared/math/exponential.ts'
import { isSigmaLearned, outputSize, parameterLayout } from '../engines/network-shape.ts'
import type { Engine, PolicyNetwork } from '../engines/engine.ts'
import type { Head, NetworkShape } from '../engines/network-shape.ts'
import type { Rng } from '../rng.ts'
import { createRawSoftmaxParameters } from './raw-softmax-parameters.ts'
import { createTableParameters } from './table-parameters.ts'
import { initializeNetwork } from './initialize-network.ts'
import type { Parametrization, Policy } from './policy.ts'

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
