/** How the policies near one θ differ from it, in expectation over the states it visits. */
export interface PolicyGeometry {
  /** L(θ'); see `StepPoint.surrogate`. */
  surrogate(moved: Float64Array): number
  /** Mean KL(π_θ ‖ π_θ'), nats. */
  meanKl(moved: Float64Array): number
  /** Mean H(π_θ'), nats. */
  meanEntropy(moved: Float64Array): number
  /** F·v, with F the mean Fisher information at θ. */
  fisherTimes(vector: Float64Array): Float64Array
  /**
   * The gradient at θ' of L with the ratio clipped to 1 ± ε wherever more of it would be gain; null: it is
   * not known exactly.
   */
  readonly clippedGradient: ((moved: Float64Array, clip: number) => Float64Array) | null
}
