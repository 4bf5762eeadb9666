import { exp } from '#shared/math/exponential.ts'
import { squareOf } from '#shared/math/square.ts'
import { incompleteBeta, logGamma, normalCdf } from './special-functions.ts'

/** P(|T| ≥ |t|) of Student's t with ν degrees of freedom, ν > 0 and not necessarily whole. */
export const twoSidedP = (t: number, freedom: number): number =>
  incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5)

/** The t that |T| exceeds with probability α. */
export function criticalT(alpha: number, freedom: number): number {
  let high = 1
  while (twoSidedP(high, freedom) > alpha) high *= 2
  let low = 0
  // 60 halvings leave less than a rounding error of any t.
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (twoSidedP(middle, freedom) > alpha) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * P(T ≤ t) of the noncentral t = (Z + δ)/√(χ²_ν/ν), by the series of Lenth (1989), algorithm AS 243:
 * Φ(−δ) + ½ Σ_j [p_j I_x(j + ½, ν/2) + q_j I_x(j + 1, ν/2)], x = t²/(t² + ν).
 * For |δ| ≤ 37, beyond which the first terms underflow.
 */
export function noncentralTCdf(t: number, freedom: number, noncentrality: number): number {
  if (t < 0) return 1 - noncentralTCdf(-t, freedom, -noncentrality)
  const x = (t * t) / (t * t + freedom)
  const half = squareOf(noncentrality) / 2
  let p = exp(-half)
  let q = (noncentrality * exp(-half - logGamma(1.5))) / Math.SQRT2
  let sum = 0
  let weight = 0
  for (let j = 0; j < 10_000; j++) {
    sum += p * incompleteBeta(x, j + 0.5, freedom / 2) + q * incompleteBeta(x, j + 1, freedom / 2)
    weight += p
    // The p_j are a Poisson distribution: what is left of it bounds what is left of the sum.
    if (j > half && 1 - weight < 1e-14) break
    p *= half / (j + 1)
    q *= half / (j + 1.5)
  }
  return Math.min(1, Math.max(0, normalCdf(-noncentrality) + sum / 2))
}
