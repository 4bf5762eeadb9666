import { describe, expect, it } from 'vitest'
import {
  divergenceFrom,
  entropySum,
  fisherProduct,
  logProbsOf,
  rowsOf,
} from '#core/optimizers/whole-batch.ts'
import type { Policy } from '#core/policies/policy.ts'
import { normals } from '../engines/contract-cases.ts'
import { relativeDifference } from '../engines/reference-network.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine } from '../simd.ts'
import { finish, firstUpdate } from './real-batches.ts'

describe('a batch that is looked at in pieces', () => {
  const known = firstUpdate(exampleConfig({ batch: { episodes: 12 } }), loadSimdEngine())
  const { policy } = known
  const rows = rowsOf(known)
  const inPieces: Policy = { ...policy, network: { ...policy.network, rowsPerCall: 64 } }
  const other = normals(policy.parameters.length, 4)

  /** The same of the whole batch and of its pieces. */
  const both = <Result>(look: (of: Policy) => Generator<void, Result>) =>
    [policy, inPieces].map((of) => finish(look(of))) as [Result, Result]

  it('has the same Fisher products', () => {
    const [whole, pieces] = both((of) => fisherProduct(of, rows, Float64Array.from(other)))
    expect(relativeDifference(pieces, whole)).toBeLessThan(1e-5)
  })

  it('has the same log-probabilities', () => {
    const [whole, pieces] = both((of) => logProbsOf(of, rows))
    expect(pieces).toHaveLength(known.batch.steps)
    expect(relativeDifference(pieces, whole)).toBeLessThan(1e-5)
  })

  it('has the same divergence and entropy', () => {
    const divergences = both((of) => divergenceFrom(other, of, rows))
    expect(divergences[1] / divergences[0]).toBeCloseTo(1, 5)
    const entropies = both((of) => entropySum(of, rows))
    expect(entropies[1] / entropies[0]).toBeCloseTo(1, 5)
  })

  it('lets its caller go on after every piece', () => {
    const pauses = [...fisherProduct(inPieces, rows, Float64Array.from(other))]
    expect(pauses).toHaveLength(Math.ceil(known.batch.steps / 64))
    expect(pauses.length).toBeGreaterThan(2)
  })
})
