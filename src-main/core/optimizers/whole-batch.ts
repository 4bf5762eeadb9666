import type { ObservationRows } from '../engines/dense-network.ts'
import type { Rows } from '../engines/engine.ts'
import { fisherVectorProduct, meanKl } from '../policies/parameter-space.ts'
import type { Policy } from '../policies/policy.ts'
import type { Experience } from './optimizer.ts'

/* Looks at all rows of a batch, as many at a time as the engine likes, with a pause after each piece. */

/** All rows of what an update learns from. */
export const rowsOf = ({ batch }: Experience): Rows => ({
  observations: batch.observations,
  actions: batch.actions,
  from: 0,
  count: batch.steps,
})

/** Rows in pieces of at most `most`, in order. */
export function* piecesOf<R extends ObservationRows>(rows: R, most: number): Generator<R> {
  const end = rows.from + rows.count
  for (let { from } = rows; from < end; from += most) {
    yield { ...rows, from, count: Math.min(most, end - from) }
  }
}

/** F·vector with the Fisher information F of the policy in θ, mean over the rows. */
export function* fisherProduct(
  policy: Policy,
  rows: ObservationRows,
  vector: Float64Array,
): Generator<void, Float64Array> {
  const direction = Float32Array.from(vector)
  const sum = new Float64Array(vector.length)
  for (const piece of piecesOf(rows, policy.network.rowsPerCall)) {
    const share = piece.count / rows.count
    const product = fisherVectorProduct(policy, piece, direction)
    for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + share * product[i]!
    yield
  }
  return sum
}

/** log π of every row's action, nats; the first of `rows` first. */
export function* logProbsOf({ network }: Policy, rows: Rows): Generator<void, Float32Array> {
  const result = new Float32Array(rows.count)
  for (const piece of piecesOf(rows, network.rowsPerCall)) {
    network.logProbs(piece, result.subarray(piece.from - rows.from))
    yield
  }
  return result
}

/** Mean KL(π_other ‖ π) over the rows, exact, nats. */
export function* divergenceFrom(
  otherParameters: Float32Array,
  policy: Policy,
  rows: ObservationRows,
): Generator<void, number> {
  let sum = 0
  for (const piece of piecesOf(rows, policy.network.rowsPerCall)) {
    sum += piece.count * meanKl(policy, piece, otherParameters)
    yield
  }
  return sum / rows.count
}

/** Σ_i H(π(·|s_i)) over the rows, nats. */
export function* entropySum({ network }: Policy, rows: ObservationRows): Generator<void, number> {
  const noWeights = new Float32Array(rows.from + rows.count)
  const unused = new Float32Array(network.parameters.length)
  let sum = 0
  for (const piece of piecesOf(rows, network.rowsPerCall)) {
    sum += network.addEntropyGradient(piece, noWeights, unused)
    yield
  }
  return sum
}
