import { wholePower } from '#shared/math/power.ts'
import { squareOf } from '#shared/math/square.ts'

/** s' = A·s + B·a + noise·ε, r = −(Q·s² + R·a²), for `horizon` steps. */
export interface QuadraticSystem {
  readonly A: number
  readonly B: number
  readonly noise: number
  readonly Q: number
  readonly R: number
  readonly horizon: number
  readonly gamma: number
  /** E[s₀] and E[s₀²]. */
  readonly mean: number
  readonly square: number
}

/** a ~ N(k·s + b, σ²). */
export interface LinearGaussian {
  readonly k: number
  readonly b: number
  readonly sigma: number
}

/** A number for each of a policy's parameters. */
export interface PerPolicyParameter {
  readonly k: number
  readonly b: number
  readonly logSigma: number
}

/** M_t = E[s_t] and P_t = E[s_t²], [horizon]: they follow one another whatever p(s₀) is. */
export interface StateMoments {
  readonly means: Float64Array
  readonly squares: Float64Array
}

export function stateMoments(
  system: QuadraticSystem,
  { k, b, sigma }: LinearGaussian,
): StateMoments {
  const { A, B, noise, horizon } = system
  const c = A + B * k
  const shift = B * b
  const spread = squareOf(B * sigma) + squareOf(noise)
  const means = new Float64Array(horizon)
  const squares = new Float64Array(horizon)
  let [mean, square] = [system.mean, system.square]
  for (let t = 0; t < horizon; t++) {
    means[t] = mean
    squares[t] = square
    square = c * c * square + 2 * c * shift * mean + shift * shift + spread
    mean = c * mean + shift
  }
  return { means, squares }
}

/** J = −Σ_t γ^t (Q·E[s_t²] + R·E[a_t²]). */
export function quadraticObjective(system: QuadraticSystem, policy: LinearGaussian): number {
  const { Q, R, gamma } = system
  const { k, b, sigma } = policy
  const { means, squares } = stateMoments(system, policy)
  return squares.reduce((J, square, t) => {
    const action = k * k * square + 2 * k * b * means[t]! + b * b + sigma * sigma
    return J - wholePower(gamma, t) * (Q * square + R * action)
  }, 0)
}

/** ∇J, by going through the recursion of the moments backwards. */
export function quadraticGradient(
  system: QuadraticSystem,
  policy: LinearGaussian,
): PerPolicyParameter {
  const { A, B, Q, R, horizon, gamma } = system
  const { k, b, sigma } = policy
  const { means, squares } = stateMoments(system, policy)
  const c = A + B * k
  const slope = { k: 0, b: 0, sigma: 0 }
  /** ∂/∂M_{t+1} and ∂/∂P_{t+1} of all that is earned from then on. */
  let [ofMean, ofSquare] = [0, 0]
  for (let t = horizon - 1; t >= 0; t--) {
    const [mean, square] = [means[t]!, squares[t]!]
    const cost = wholePower(gamma, t) * R
    slope.k +=
      ofMean * B * mean +
      ofSquare * 2 * B * (c * square + B * b * mean) -
      cost * 2 * (k * square + b * mean)
    slope.b += ofMean * B + ofSquare * 2 * B * (c * mean + B * b) - cost * 2 * (k * mean + b)
    slope.sigma += ofSquare * 2 * B * B * sigma - cost * 2 * sigma
    ofMean = c * ofMean + 2 * c * B * b * ofSquare - cost * 2 * k * b
    ofSquare = c * c * ofSquare - wholePower(gamma, t) * (Q + R * k * k)
  }
  return { k: slope.k, b: slope.b, logSigma: sigma * slope.sigma }
}

/** V_t(s) = p·s² + q·s + r, of every t up to the horizon, where all are 0. */
export interface QuadraticValue {
  readonly p: number
  readonly q: number
  readonly r: number
}

export function quadraticValues(system: QuadraticSystem, policy: LinearGaussian): QuadraticValue[] {
  const { A, B, noise, Q, R, horizon, gamma } = system
  const { k, b, sigma } = policy
  const c = A + B * k
  const shift = B * b
  const values: QuadraticValue[] = []
  values[horizon] = { p: 0, q: 0, r: 0 }
  for (let t = horizon - 1; t >= 0; t--) {
    const next = values[t + 1]!
    const spread = squareOf(shift) + squareOf(B * sigma) + squareOf(noise)
    values[t] = {
      p: -(Q + R * k * k) + gamma * next.p * c * c,
      q: -2 * R * k * b + gamma * (2 * next.p * c * shift + next.q * c),
      r: -R * (b * b + sigma * sigma) + gamma * (next.p * spread + next.q * shift + next.r),
    }
  }
  return values
}

/** The largest J of any policy: the Riccati recursion, V_t(s) = −(p·s² + r). */
export function quadraticOptimum(system: QuadraticSystem): number {
  const { A, B, noise, Q, R, horizon, gamma, square } = system
  let [p, r] = [0, 0]
  for (let t = horizon - 1; t >= 0; t--) {
    r = gamma * (r + p * squareOf(noise))
    const weight = R + gamma * B * B * p
    const saved = weight > 0 ? squareOf(gamma * A * B * p) / weight : 0
    p = Q + gamma * A * A * p - saved
  }
  return -(p * square + r)
}
