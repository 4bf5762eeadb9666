/** Rows [from, from + count) of a batch's observations, row-major and contiguous. */
export interface ObservationRows {
  /** [rows × inputSize] */
  readonly observations: Float32Array
  readonly from: number
  readonly count: number
}

/**
 * A multilayer perceptron with its parameters, whatever its outputs mean. Its parameters lie one
 * after another: for each layer its weights [inputs × outputs] by rows, then its biases; at the end
 * whatever else the network has. What a network can do beyond these passes follows from them.
 *
 * Outputs, and what is given or asked per output, are [count × output size], the first of `rows`
 * first. Gradients and directions are indexed like `parameters`; gradients are added to what is
 * there. Sums over rows are made in an order that depends on `from` and `count` alone.
 */
export interface DenseNetwork {
  /** Write here, then call `parametersChanged`. */
  readonly parameters: Float32Array
  parametersChanged(): void
  /** Rows to ask for in one call, so that each call is short and a stop is heard between them. */
  readonly rowsPerCall: number
  /** Outputs of the rows' observations. */
  forward(observations: Float32Array, from: number, count: number, outputs: Float32Array): void
  /** Adds Σ_i J_iᵀ·outputGradient_i, with J_i = ∂outputs_i/∂parameters. */
  addOutputGradient(
    observations: Float32Array,
    from: number,
    count: number,
    outputGradient: Float32Array,
    gradient: Float32Array,
  ): void
  /**
   * How the rows' outputs move when the parameters move along `direction`: J_i·direction, into
   * `result`. log σ does not move the outputs.
   */
  tangent(
    observations: Float32Array,
    from: number,
    count: number,
    direction: Float32Array,
    result: Float32Array,
  ): void
  dispose(): void
}
