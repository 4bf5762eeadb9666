import { isSigmaLearned, outputSize, parameterLayout } from '../engines/engine.ts'
import type { PolicyNetwork } from '../engines/engine.ts'
import { entropyOutputGradient, meanKl, multiplyByOutputFisher } from './distributions.ts'

/*
 * What estimators and optimizers need beyond the score gradient, made from an engine's gradients and
 * tangents of the outputs. Each works on rows [0, count) of the observations, in the calls the
 * engine asks for.
 */

/** log σ of every component, learned or fixed; zeros for a categorical head. */
export function logSigmaOf({ shape, parameters }: PolicyNetwork): Float32Array {
  const { head } = shape
  if (isSigmaLearned(head)) return parameters.slice(parameterLayout(shape).logSigma)
  const size = outputSize(head)
  return new Float32Array(size).fill(head.kind === 'gaussian' ? Math.log(head.initialSigma) : 0)
}

function* pieces({ rowsPerCall }: PolicyNetwork, count: number) {
  for (let from = 0; from < count; from += rowsPerCall) {
    yield { from, size: Math.min(rowsPerCall, count - from) }
  }
}

/** The outputs at every row. */
export function outputsOf(
  network: PolicyNetwork,
  observations: Float32Array,
  count: number,
): Float32Array {
  const width = outputSize(network.shape.head)
  const result = new Float32Array(count * width)
  for (const { from, size } of pieces(network, count)) {
    const piece = result.subarray(from * width, (from + size) * width)
    network.forward(observations, from, size, piece)
  }
  return result
}

/** Mean KL(before ‖ now) over the rows, from the outputs and log σ there were before. */
export const meanKlFrom = (
  before: { readonly outputs: Float32Array; readonly logSigma: Float32Array },
  network: PolicyNetwork,
  observations: Float32Array,
  count: number,
): number =>
  meanKl(network.shape.head, count, before, {
    outputs: outputsOf(network, observations, count),
    logSigma: logSigmaOf(network),
  })

function addOutputGradient(
  network: PolicyNetwork,
  observations: Float32Array,
  count: number,
  outputGradient: Float32Array,
  gradient: Float32Array,
): void {
  const width = outputSize(network.shape.head)
  for (const { from, size } of pieces(network, count)) {
    const piece = outputGradient.subarray(from * width, (from + size) * width)
    network.addOutputGradient(observations, from, size, piece, gradient)
  }
}

/** Adds factor·∇ Σ_i H(π(·|s_i)) to `gradient`. */
export function addEntropyGradient(
  network: PolicyNetwork,
  observations: Float32Array,
  count: number,
  factor: number,
  gradient: Float32Array,
): void {
  const { shape } = network
  const outputs = outputsOf(network, observations, count)
  entropyOutputGradient(shape.head, count, outputs, factor, outputs)
  addOutputGradient(network, observations, count, outputs, gradient)
  if (!isSigmaLearned(shape.head)) return
  // H of a normal distribution is log σ and a constant.
  const { logSigma } = parameterLayout(shape)
  for (let i = logSigma; i < gradient.length; i++) gradient[i] = gradient[i]! + factor * count
}

/**
 * Adds factor·∇ Σ_i −½(target_i − v(s_i))² to `gradient`, where v is a network with one output; an
 * ascending step makes the values fit better. Returns Σ_i (target_i − v(s_i))².
 */
export function addRegressionGradient(
  network: PolicyNetwork,
  observations: Float32Array,
  targets: Float32Array,
  count: number,
  factor: number,
  gradient: Float32Array,
): number {
  const values = outputsOf(network, observations, count)
  let squares = 0
  for (let i = 0; i < count; i++) {
    const error = targets[i]! - values[i]!
    squares += error * error
    values[i] = factor * error
  }
  addOutputGradient(network, observations, count, values, gradient)
  return squares
}

/** F·direction, where F is the mean over the rows of the Fisher information of π in its parameters. */
export function fisherVectorProduct(
  network: PolicyNetwork,
  observations: Float32Array,
  count: number,
  direction: Float32Array,
): Float32Array {
  const { shape } = network
  const { head } = shape
  const width = outputSize(head)
  const logSigma = logSigmaOf(network)
  const outputs = outputsOf(network, observations, count)
  const tangents = new Float32Array(count * width)
  for (const { from, size } of pieces(network, count)) {
    const piece = tangents.subarray(from * width, (from + size) * width)
    network.tangent(observations, from, size, direction, piece)
  }
  multiplyByOutputFisher(head, count, outputs, logSigma, 1 / count, tangents)
  const result = new Float32Array(direction.length)
  addOutputGradient(network, observations, count, tangents, result)
  if (isSigmaLearned(head)) {
    // The information of a normal distribution about its log σ is 2, apart from its mean.
    const { logSigma: at } = parameterLayout(shape)
    for (let i = at; i < result.length; i++) result[i] = 2 * direction[i]!
  }
  return result
}
