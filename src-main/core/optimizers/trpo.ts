import { expm1 } from '#shared/math/exponential.ts'
import { wholePower } from '#shared/math/power.ts'
import type { ObservationRows } from '../engines/dense-network.ts'
import type { Policy } from '../policies/policy.ts'
import { dot } from './conjugate-gradients.ts'
import { naturalGradientDirection, type NaturalGradientOptions } from './natural-gradient.ts'
import { noReport, type Experience, type Optimizer, type StepReport } from './optimizer.ts'
import { tryOut, useParameters } from './trial.ts'
import { divergenceFrom, entropySum, fisherProduct, logProbsOf, rowsOf } from './whole-batch.ts'

interface TrustRegionOptions extends NaturalGradientOptions {
  /** δ, nats. */
  readonly maxKl: number
}

interface TrpoOptions extends TrustRegionOptions {
  /** How many times a step that is not good enough is shortened. */
  readonly backtracks: number
  readonly backtrackFactor: number
}

/**
 * √(2δ / xᵀFx)·x with x the natural gradient: as far along it as the KL divergence to second order,
 * ½ΔᵀFΔ, is δ. Zeros where the policy does not change along x.
 *
 * The length is by F, as in the paper: that is the KL. Stable-Baselines3, Spinning Up and OpenAI Baselines
 * take F + λI, with which x was found, here too; their steps are shorter, and their KL is below δ.
 */
function* trustRegionStep(
  policy: Policy,
  rows: ObservationRows,
  gradient: Float32Array,
  options: TrustRegionOptions,
): Generator<void, Float64Array> {
  const x = yield* naturalGradientDirection(policy, rows, gradient, options)
  const curvature = dot(x, yield* fisherProduct(policy, rows, x))
  const scale = curvature > 0 ? Math.sqrt((2 * options.maxKl) / curvature) : 0
  return x.map((component) => scale * component)
}

/**
 * Trust region policy optimisation (Schulman et al. 2015): maximises the surrogate
 * L(θ') = Σ_i w_i π_θ'(a_i|s_i)/π_θ(a_i|s_i), plus the entropy bonus, subject to a mean KL(π_θ ‖ π_θ') of
 * at most δ over the batch. Goes along the natural gradient to the border of that region and comes back
 * by a factor until L has grown and the exact KL is at most δ; if it never is, the parameters stay.
 */
export const createTrpo = (options: TrpoOptions): Optimizer => ({
  *step({ policy, gradient, experience }) {
    const known = yield* experience()
    const step = yield* trustRegionStep(policy, rowsOf(known), gradient, options)
    return yield* tryOut(policy, searchAlong(policy, known, step, options))
  },
  save: () => ({}),
  restore: () => undefined,
})

function* searchAlong(
  policy: Policy,
  experience: Experience,
  step: Float64Array,
  { maxKl, backtracks, backtrackFactor }: TrpoOptions,
): Generator<void, StepReport> {
  const before = policy.parameters.slice()
  const gain = yield* surrogateGain(policy, experience)
  for (let shortened = 0; shortened <= backtracks; shortened++) {
    const stepScale = wholePower(backtrackFactor, shortened)
    useParameters(
      policy,
      before.map((parameter, i) => parameter + stepScale * step[i]!),
    )
    // NaN is neither.
    const isBetter = (yield* gain()) > 0
    if (!isBetter) continue
    const kl = yield* divergenceFrom(before, policy, rowsOf(experience))
    if (kl <= maxKl) return { ...noReport, stepScale, kl }
  }
  useParameters(policy, before)
  return { ...noReport, stepScale: 0, kl: 0 }
}

/**
 * How much the objective has grown since the policy was what it is now: Σ_i w_i (π_new/π_old − 1)
 * and the entropy bonus, each as a difference, because what stays would drown it.
 */
function* surrogateGain(
  policy: Policy,
  experience: Experience,
): Generator<void, () => Generator<void, number>> {
  const { weights, entropyWeight } = experience
  const rows = rowsOf(experience)
  const logProbs = yield* logProbsOf(policy, rows)
  const entropy = entropyWeight === 0 ? 0 : yield* entropySum(policy, rows)

  return function* gain() {
    const now = yield* logProbsOf(policy, rows)
    let sum = 0
    for (let i = 0; i < rows.count; i++) sum += weights[i]! * expm1(now[i]! - logProbs[i]!)
    if (entropyWeight === 0) return sum
    return sum + entropyWeight * ((yield* entropySum(policy, rows)) - entropy)
  }
}
