import type { VectorMath } from './vectors.ts'

/** A policy network as an engine sees it: a multilayer perceptron and the distribution on its outputs. */
export interface NetworkShape {
  readonly inputSize: number
  /** Empty: linear in the input. */
  readonly hiddenSizes: readonly number[]
  readonly activation: 'tanh' | 'relu'
  readonly head: Head
}

/**
 * The distribution of actions given the outputs.
 * categorical: softmax of `actions` logits; an action is one index.
 * gaussian: independent normals around `size` means; an action is `size` numbers.
 */
export type Head =
  | { readonly kind: 'categorical'; readonly actions: number }
  | {
      readonly kind: 'gaussian'
      readonly size: number
      /** fixed: σ is `initialSigma` for ever. learned: log σ of each component is a parameter. */
      readonly sigma: 'fixed' | 'learned'
      readonly initialSigma: number
    }

/** Sums over the rows a gradient was computed from. */
export interface ScoreStatistics {
  /** Σ_i H(π(·|s_i)), nats. */
  readonly entropySum: number
  /** Σ_i log π(a_i|s_i). */
  readonly logProbSum: number
}

/** Rows of a batch, row-major and contiguous: rows [from, from + count) of each array. */
export interface Rows {
  /** [rows × inputSize] */
  readonly observations: Float32Array
  /** [rows × action size] */
  readonly actions: Float32Array
  readonly from: number
  readonly count: number
}

/**
 * A network with its parameters, which lie one after another: for each layer its weights
 * [inputs × outputs] by rows, then its biases; at the end log σ where it is learned.
 */
export interface PolicyNetwork {
  readonly shape: NetworkShape
  /** Write here, then call `parametersChanged`. */
  readonly parameters: Float32Array
  parametersChanged(): void
  /** Rows to ask for in one call, so that each call is short and a stop is heard between them. */
  readonly rowsPerCall: number
  /** Logits or means of the rows' observations → outputs [count × output size]. */
  forward(observations: Float32Array, from: number, count: number, outputs: Float32Array): void
  /**
   * Draws the rows' actions into `rows.actions`. `noise` [count × noise size] decides them: one
   * uniform number per categorical action, one standard normal number per Gaussian component.
   */
  sample(rows: Rows, noise: Float64Array): void
  /** Adds Σ_i weights[i]·∇log π(a_i|s_i) over the rows to `gradient`; weights are indexed like rows. */
  addScoreGradient(rows: Rows, weights: Float32Array, gradient: Float32Array): ScoreStatistics
  /** Adds the gradient of Σ_i outputGradient_i·outputs_i; outputGradient is [count × output size]. */
  addOutputGradient(
    observations: Float32Array,
    from: number,
    count: number,
    outputGradient: Float32Array,
    gradient: Float32Array,
  ): void
  /**
   * How the rows' outputs move when the parameters move along `direction`: J_i·direction, into
   * `result` [count × output size]. log σ does not move the outputs.
   */
  tangent(
    observations: Float32Array,
    from: number,
    count: number,
    direction: Float32Array,
    result: Float32Array,
  ): void
  /** As `addScoreGradient`, by trajectory; `squaredSum` is Σ_k ‖g_k‖² of the trajectories' gradients. */
  addTrajectoryGradients(
    rows: Pick<Rows, 'observations' | 'actions'>,
    weights: Float32Array,
    trajectories: TrajectoryRows,
    gradient: Float32Array,
  ): ScoreStatistics & { readonly squaredSum: number }
  dispose(): void
}

/** Trajectories [from, from + count); trajectory k has the rows order[ends[k − 1]..ends[k]). */
export interface TrajectoryRows {
  readonly order: Int32Array
  readonly ends: Int32Array
  readonly from: number
  readonly count: number
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
}

export const outputSize = (head: Head): number =>
  head.kind === 'categorical' ? head.actions : head.size

/** Numbers in one action. */
export const actionSize = (head: Head): number => (head.kind === 'categorical' ? 1 : head.size)

export const isSigmaLearned = (head: Head): boolean =>
  head.kind === 'gaussian' && head.sigma === 'learned'

/** Numbers that decide one action: see `PolicyNetwork.sample`. */
export const noiseSize = actionSize

/** Where one layer lies among the parameters: weights from `weights`, biases from `biases` on. */
export interface LayerLayout {
  readonly inputs: number
  readonly outputs: number
  readonly weights: number
  readonly biases: number
}

/** The order of the parameters, which every engine keeps. */
export function parameterLayout(shape: NetworkShape): {
  readonly layers: readonly LayerLayout[]
  /** Where log σ begins; also the number of weights and biases. */
  readonly logSigma: number
  readonly count: number
} {
  const sizes = [shape.inputSize, ...shape.hiddenSizes, outputSize(shape.head)]
  const layers: LayerLayout[] = []
  let at = 0
  for (let i = 1; i < sizes.length; i++) {
    const inputs = sizes[i - 1]!
    const outputs = sizes[i]!
    layers.push({ inputs, outputs, weights: at, biases: at + inputs * outputs })
    at += (inputs + 1) * outputs
  }
  return {
    layers,
    logSigma: at,
    count: at + (isSigmaLearned(shape.head) ? outputSize(shape.head) : 0),
  }
}
