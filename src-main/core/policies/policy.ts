import type { PolicyNetwork } from '../engines/engine.ts'
import type { Saveable } from '../saveable.ts'

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

/** How θ relates to the network's parameters: they are J·θ, linear in it. */
export interface Parametrization {
  readonly parameters: Float32Array
  /** Writes J·vector; being linear, it serves θ itself and directions in θ alike. */
  intoNetworkVector(vector: Float32Array, result: Float32Array): void
  /** Jᵀg, for g the gradient of something that depends on the policy's distributions alone. */
  gradient(networkGradient: Float32Array): Float32Array
}
