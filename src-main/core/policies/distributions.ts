import type { Head } from '../engines/engine.ts'

/*
 * Distributions over actions as functions of a network's outputs and log σ, for what is computed
 * once an update. Arrays hold `count` rows of outputs.
 */

/** Softmax of one row of logits. */
function softmax(logits: Float32Array, at: number, actions: number, result: Float64Array): void {
  let largest = -Infinity
  for (let i = 0; i < actions; i++) largest = Math.max(largest, logits[at + i]!)
  let sum = 0
  for (let i = 0; i < actions; i++) sum += result[i] = Math.exp(logits[at + i]! - largest)
  for (let i = 0; i < actions; i++) result[i] = result[i]! / sum
}

/** p·log q, which tends to 0 with p, although log q may not be finite. */
const weighted = (p: number, logQ: number) => (p === 0 ? 0 : p * logQ)

/** Mean over the rows of KL(before ‖ after), exact, in nats. */
export function meanKl(
  head: Head,
  count: number,
  before: { readonly outputs: Float32Array; readonly logSigma: Float32Array },
  after: { readonly outputs: Float32Array; readonly logSigma: Float32Array },
): number {
  let sum = 0
  if (head.kind === 'categorical') {
    const { actions } = head
    const p = new Float64Array(actions)
    const q = new Float64Array(actions)
    for (let row = 0; row < count; row++) {
      softmax(before.outputs, row * actions, actions, p)
      softmax(after.outputs, row * actions, actions, q)
      for (let i = 0; i < actions; i++) sum += weighted(p[i]!, Math.log(p[i]! / q[i]!))
    }
    return sum / count
  }
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < head.size; i++) {
      const at = row * head.size + i
      const difference = before.outputs[at]! - after.outputs[at]!
      const logRatio = after.logSigma[i]! - before.logSigma[i]!
      const variance = Math.exp(2 * after.logSigma[i]!)
      sum += logRatio + (Math.exp(-2 * logRatio) + difference ** 2 / variance - 1) / 2
    }
  }
  return sum / count
}

/**
 * Writes factor·∂H/∂outputs of every row: −p_i (log p_i + H), or 0 for a Gaussian. `result` may be
 * `outputs`.
 */
export function entropyOutputGradient(
  head: Head,
  count: number,
  outputs: Float32Array,
  factor: number,
  result: Float32Array,
): void {
  if (head.kind === 'gaussian') {
    result.fill(0)
    return
  }
  const { actions } = head
  const p = new Float64Array(actions)
  for (let row = 0; row < count; row++) {
    const at = row * actions
    softmax(outputs, at, actions, p)
    let entropy = 0
    for (let i = 0; i < actions; i++) entropy -= weighted(p[i]!, Math.log(p[i]!))
    for (let i = 0; i < actions; i++) {
      result[at + i] = -factor * (weighted(p[i]!, Math.log(p[i]!)) + p[i]! * entropy)
    }
  }
}

/**
 * Replaces every row t of `tangents` by factor·M·t, where M is the Fisher information of the row's
 * distribution in its outputs: diag(p) − p·pᵀ, or diag(1/σ²).
 */
export function multiplyByOutputFisher(
  head: Head,
  count: number,
  outputs: Float32Array,
  logSigma: Float32Array,
  factor: number,
  tangents: Float32Array,
): void {
  if (head.kind === 'gaussian') {
    for (let i = 0; i < count * head.size; i++) {
      tangents[i] = factor * tangents[i]! * Math.exp(-2 * logSigma[i % head.size]!)
    }
    return
  }
  const { actions } = head
  const p = new Float64Array(actions)
  for (let row = 0; row < count; row++) {
    const at = row * actions
    softmax(outputs, at, actions, p)
    let mean = 0
    for (let i = 0; i < actions; i++) mean += p[i]! * tangents[at + i]!
    for (let i = 0; i < actions; i++) {
      tangents[at + i] = factor * p[i]! * (tangents[at + i]! - mean)
    }
  }
}
