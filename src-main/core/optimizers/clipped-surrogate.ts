import { exp } from '#shared/math/exponential.ts'
import type { PolicyNetwork } from '../engines/engine.ts'
import type { SurrogateRows } from './shuffled-rows.ts'
import { piecesOf } from './whole-batch.ts'

/** The part of the objective that is differentiated. */
export interface ClippedSurrogate {
  /** ε */
  readonly clipRange: number
  /** What the entropy of every row counts. */
  readonly entropyWeight: number
  /** What every row counts more, so that a part of a batch stands for all of it. */
  readonly scale: number
}

/**
 * Adds ∇ scale·Σ_i [min(ρ_i w_i, clip(ρ_i, 1 − ε, 1 + ε) w_i) + entropyWeight·H(π(·|s_i))] over the rows to
 * `networkGradient`, with ρ_i = π(a_i|s_i)/π_old(a_i|s_i). Where the clipped term is the smaller one it is
 * constant and its row counts nothing; else the row counts w_i ρ_i ∇log π(a_i|s_i). The network's
 * parameters, not θ. Returns how many ρ_i are outside [1 − ε, 1 + ε].
 */
export function addClippedGradient(
  network: PolicyNetwork,
  rows: SurrogateRows,
  { clipRange, entropyWeight, scale }: ClippedSurrogate,
  networkGradient: Float32Array,
): number {
  const { observations, actions, weights, logProbs, scoreWeights } = rows
  let outside = 0
  for (const { from, count } of piecesOf(rows, network.rowsPerCall)) {
    const piece = { observations, actions, from, count }
    const now = new Float32Array(count)
    network.logProbs(piece, now)
    for (let i = 0; i < count; i++) {
      const row = from + i
      const weight = weights[row]!
      const ratio = exp(now[i]! - logProbs[row]!)
      const isAbove = ratio > 1 + clipRange
      const isBelow = ratio < 1 - clipRange
      if (isAbove || isBelow) outside++
      const isConstant = weight > 0 ? isAbove : isBelow
      scoreWeights[row] = isConstant ? 0 : scale * weight * ratio
    }
    network.addScoreGradient(piece, scoreWeights, networkGradient)
    if (entropyWeight !== 0) {
      scoreWeights.fill(scale * entropyWeight, from, from + count)
      network.addEntropyGradient(piece, scoreWeights, networkGradient)
    }
  }
  return outside
}
