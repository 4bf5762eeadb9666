import type { DenseNetwork, ObservationRows } from './dense-network.ts'
import type { NetworkShape } from './network-shape.ts'
import type { TrajectoryRows } from './trajectory-rows.ts'
import type { ValueNetwork, ValueShape } from './value-network.ts'
import type { VectorMath } from './vectors.ts'

/** Sums over the rows a gradient was computed from. */
export interface ScoreStatistics {
  /** Σ_i H(π(·|s_i)), nats. */
  readonly entropySum: number
  /** Σ_i log π(a_i|s_i). */
  readonly logProbSum: number
}

/**
 * Sums over trajectories of s_k = Σ_t ∂log π(a_t|s_t)/∂(outputs, then log σ where it is learned), not
 * weighted: Σ_k s_k and Σ_k s_k², number by number. Their expectation under π is 0 (score-gauge.ts).
 */
export interface GaugeSums {
  readonly sum: Float64Array
  readonly squares: Float64Array
}

/** What else is known of the trajectories a gradient was computed from. */
export interface TrajectoryStatistics extends ScoreStatistics {
  /** Σ_k ‖g_k‖² of g_k = Σ_t w_t ∇log π(a_t|s_t), for `covarianceTrace`. */
  readonly squaredSum: number
  readonly gauge: GaugeSums
}

/** Rows of a batch: their observations and the actions taken. */
export interface Rows extends ObservationRows {
  /** [rows × action size] */
  readonly actions: Float32Array
}

/**
 * π(a|s): a network and the distribution on its outputs. After the layers' parameters come log σ
 * where it is learned. Weights are indexed like rows; gradients are added to what is there.
 */
export interface PolicyNetwork extends DenseNetwork {
  readonly shape: NetworkShape
  /**
   * Draws the rows' actions into `rows.actions`. `noise` [count × noise size] decides them: one
   * uniform number per categorical action, one standard normal number per Gaussian component.
   */
  sample(rows: Rows, noise: Float64Array): void
  /** Writes log π(a_i|s_i), nats, of every row to `result` [count], the first of `rows` first. */
  logProbs(rows: Rows, result: Float32Array): void
  /** Adds Σ_i weights[i]·∇log π(a_i|s_i) over the rows to `gradient`; weights are indexed like rows. */
  addScoreGradient(rows: Rows, weights: Float32Array, gradient: Float32Array): ScoreStatistics
  /**
   * As `addScoreGradient`, trajectory by trajectory in their order, each over its rows by time. For less
   * than the whole batch in one call give a part of its trajectories and add the results up.
   */
  addTrajectoryGradients(
    rows: Pick<Rows, 'observations' | 'actions'>,
    weights: Float32Array,
    trajectories: TrajectoryRows,
    gradient: Float32Array,
  ): TrajectoryStatistics
  /**
   * Adds Σ_i weights[i]·∇H(π(·|s_i)): of a categorical policy through its logits, of a Gaussian one
   * through log σ alone. Returns Σ_i H(π(·|s_i)), nats, not weighted.
   */
  addEntropyGradient(rows: ObservationRows, weights: Float32Array, gradient: Float32Array): number
  /**
   * Mean over the rows of KL(π_other(·|s_i) ‖ π(·|s_i)), exact, nats: with the parameters from before
   * a step as `otherParameters` it is the KL(old‖new) that TRPO bounds. The network keeps its own
   * parameters. Parts of a batch combine weighted by their counts.
   */
  meanKl(rows: ObservationRows, otherParameters: Float32Array): number
  /** The same of a distribution whose outputs at these rows [count × outputs] and log σ are known. */
  meanKlFrom(rows: ObservationRows, otherOutputs: Float32Array, otherLogSigma: Float32Array): number
  /**
   * Writes F·vector to `result`, with F = 1/count Σ_i E_a[∇log π(a|s_i) ∇log π(a|s_i)ᵀ] the Fisher
   * information of π in its parameters, computed as J_iᵀ F_i J_i from the information F_i of the
   * distribution in its outputs and log σ. Symmetric and positive semi-definite up to rounding; not
   * damped. Parts of a batch combine weighted by their counts.
   */
  fisherVectorProduct(rows: ObservationRows, vector: Float32Array, result: Float32Array): void
}

/** What computes actions and gradients. Arrays go in and out; whatever it uses inside stays inside. */
export interface Engine {
  /** Such as `tfjs (wasm)`. */
  readonly name: string
  /** An array in memory the engine can read without a copy. */
  allocate(length: number): Float32Array
  /** Takes an allocated array back; it must not be used any more. */
  free(array: Float32Array): void
  readonly vectors: VectorMath
  createPolicyNetwork(shape: NetworkShape): PolicyNetwork
  createValueNetwork(shape: ValueShape): ValueNetwork
}
