import { log } from '#shared/math/logarithm.ts'
import { isSigmaLearned, outputSize, parameterLayout } from './network-shape.ts'
import type { NetworkShape } from './network-shape.ts'

/** What a head tells of one row. */
export interface RowScore {
  logProb: number
  entropy: number
}

/**
 * The distribution on a network's outputs, row by row in float64, for engines that do not fuse it.
 * Its σ are read from the log σ it was made with at each call, so they may change between calls.
 */
export interface HeadMath {
  /** Writes the action that `noise` decides. NaN outputs give a NaN action. */
  sample(
    outputs: Float32Array,
    row: number,
    noise: Float64Array,
    action: Float32Array,
    actionAt: number,
  ): void
  logProb(outputs: Float32Array, row: number, action: Float32Array, actionAt: number): number
  /**
   * Log-probability and entropy of a row; writes weight·∂log π/∂outputs into `outputGradient` and
   * adds weight·∂log π/∂log σ to `logSigmaGradient`.
   */
  score(
    outputs: Float32Array,
    row: number,
    action: Float32Array,
    actionAt: number,
    weight: number,
    outputGradient: Float32Array,
    logSigmaGradient: Float64Array,
    result: RowScore,
  ): void
  /** Adds ∂log π/∂outputs of a row, then ∂log π/∂log σ where `result` has room for it. */
  addOutputScore(
    outputs: Float32Array,
    row: number,
    action: Float32Array,
    actionAt: number,
    result: Float64Array,
  ): void
  /**
   * Entropy of a row; writes weight·∂H/∂outputs into `outputGradient` and adds weight·∂H/∂log σ to
   * `logSigmaGradient`.
   */
  entropy(
    outputs: Float32Array,
    row: number,
    weight: number,
    outputGradient: Float32Array,
    logSigmaGradient: Float64Array,
  ): number
  /** KL(other ‖ this) of a row, where the other distribution has its own outputs and log σ. */
  divergenceFrom(
    otherOutputs: Float32Array,
    otherLogSigma: Float32Array,
    outputs: Float32Array,
    row: number,
  ): number
  /**
   * The Fisher information of a row's distribution times a direction in outputs and log σ: replaces
   * the row of `tangent` by scale·F·tangent, and adds scale·F·logSigmaTangent to `logSigmaProduct`.
   * The two do not mix.
   */
  multiplyByFisher(
    outputs: Float32Array,
    row: number,
    scale: number,
    tangent: Float32Array,
    logSigmaTangent: Float32Array,
    logSigmaProduct: Float64Array,
  ): void
}

/** log σ of every component: a view of the parameters where it is learned; 0 for a categorical head. */
export function logSigmaIn(shape: NetworkShape, parameters: Float32Array): Float32Array {
  const { head } = shape
  if (isSigmaLearned(head)) return parameters.subarray(parameterLayout(shape).logSigma)
  const logSigma = head.kind === 'gaussian' ? log(head.initialSigma) : 0
  return new Float32Array(outputSize(head)).fill(logSigma)
}
