import { wholePower } from '#shared/math/power.ts'
import { conjugateGradients } from '../optimizers/conjugate-gradients.ts'
import type { PolicyGeometry } from './policy-geometry.ts'

/** Iterations for every component of θ: rounding costs some. */
const ITERATIONS = 2
const RESIDUAL_TOLERANCE = 1e-10

/**
 * d with F·d = ∇J, exact but for rounding, by the product's conjugate gradients. Where some directions in
 * θ change no policy it is the shortest of all such d.
 */
export const naturalDirection = (
  { fisherTimes }: Pick<PolicyGeometry, 'fisherTimes'>,
  gradient: Float64Array,
): Generator<void, Float64Array> =>
  conjugateGradients(
    function* (vector) {
      return fisherTimes(vector)
    },
    gradient,
    { iterations: ITERATIONS * gradient.length, residualTolerance: RESIDUAL_TOLERANCE },
  )

const EPOCHS = 10
/** Of Adam with its usual decays, whose steps are about as long as its learning rate. */
const LEARNING_RATE = 0.03
const BETA1 = 0.9
const BETA2 = 0.999
const EPSILON = 1e-8

/** Where 10 passes of Adam up PPO's exact clipped surrogate lead from θ, less θ. */
export function clippedAscent(
  clippedGradient: NonNullable<PolicyGeometry['clippedGradient']>,
  parameters: Float64Array,
  clip: number,
): Float64Array {
  const moved = parameters.slice()
  const mean = new Float64Array(moved.length)
  const square = new Float64Array(moved.length)
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    clippedGradient(moved, clip).forEach((g, i) => {
      mean[i] = BETA1 * mean[i]! + (1 - BETA1) * g
      square[i] = BETA2 * square[i]! + (1 - BETA2) * g * g
      const corrected = Math.sqrt(square[i]! / (1 - wholePower(BETA2, epoch))) + EPSILON
      moved[i] = moved[i]! + (LEARNING_RATE * mean[i]!) / (1 - wholePower(BETA1, epoch)) / corrected
    })
  }
  return moved.map((theta, i) => theta - parameters[i]!)
}
