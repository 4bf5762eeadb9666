import type { DenseNetwork, ObservationRows } from './dense-network.ts'
import type { NetworkShape } from './network-shape.ts'

/** An estimate of v_π(s): a multilayer perceptron with one linear output. */
export type ValueShape = Omit<NetworkShape, 'head'>

/** v(s): its outputs are values [count], its parameters its own. */
export interface ValueNetwork extends DenseNetwork {
  readonly shape: ValueShape
  /**
   * Adds Σ_i w_i (v(s_i) − y_i)·∇v(s_i), the gradient of ½ Σ_i w_i (v(s_i) − y_i)²: a step against it
   * fits better. Targets y and weights w are indexed like rows. Returns Σ_i w_i (v(s_i) − y_i)², in
   * float64.
   */
  addRegressionGradient(
    rows: ObservationRows,
    targets: Float32Array,
    weights: Float32Array,
    gradient: Float32Array,
  ): number
}

/** The policy network with the same layers, parameters and outputs: a mean, with nothing learned of σ. */
export const valueNetworkShape = (shape: ValueShape): NetworkShape => ({
  ...shape,
  head: { kind: 'gaussian', size: 1, sigma: 'fixed', initialSigma: 1 },
})

/** A value network on the layers of `valueNetworkShape(shape)`, of any engine. */
export const createValueNetworkOn = (shape: ValueShape, layers: DenseNetwork): ValueNetwork => ({
  ...layers,
  shape,
  addRegressionGradient({ observations, from, count }, targets, weights, gradient) {
    const values = new Float32Array(count)
    layers.forward(observations, from, count, values)
    let squares = 0
    for (let i = 0; i < count; i++) {
      const error = values[i]! - targets[from + i]!
      squares += weights[from + i]! * error * error
      values[i] = weights[from + i]! * error
    }
    layers.addOutputGradient(observations, from, count, values, gradient)
    return squares
  },
})
