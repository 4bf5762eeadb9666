import type { Schedule } from '#shared/config/optimizer.ts'
import type { ObservationRows } from '../engines/dense-network.ts'
import type { Policy } from '../policies/policy.ts'
import { conjugateGradients, type SolverOptions } from './conjugate-gradients.ts'
import { noReport, type Optimizer } from './optimizer.ts'
import { scheduleFactor } from './schedule.ts'
import { fisherProduct, rowsOf } from './whole-batch.ts'

/** How the natural gradient is found. */
export interface NaturalGradientOptions {
  /** λ: F + λI is solved, which has an inverse also where nothing depends on some of the parameters. */
  readonly damping: number
  readonly conjugateGradientIterations: number
  readonly residualTolerance: number
}

/**
 * x with (F + λI) x = ĝ, F being the policy's Fisher information, mean over the rows: the direction in
 * which J grows most for the change of the policy's distributions, however they are parametrised
 * (Amari 1998, Kakade 2001). By conjugate gradients on products F·v, so that F is never written down.
 */
export function naturalGradientDirection(
  policy: Policy,
  rows: ObservationRows,
  gradient: Float32Array,
  options: NaturalGradientOptions,
): Generator<void, Float64Array> {
  const { damping } = options
  function* multiply(vector: Float64Array) {
    const product = yield* fisherProduct(policy, rows, vector)
    for (let i = 0; i < product.length; i++) product[i] = product[i]! + damping * vector[i]!
    return product
  }
  return conjugateGradients(multiply, Float64Array.from(gradient), solverOptions(options))
}

const solverOptions = (options: NaturalGradientOptions): SolverOptions => ({
  iterations: options.conjugateGradientIterations,
  residualTolerance: options.residualTolerance,
})

interface NaturalGradientAscentOptions extends NaturalGradientOptions {
  readonly learningRate: number
  readonly schedule: Schedule
}

/** Natural policy gradient (Kakade 2001): θ ← θ + α (F + λI)⁻¹ ĝ. */
export const createNaturalGradient = (options: NaturalGradientAscentOptions): Optimizer => ({
  *step({ policy, gradient, budgetUsed, experience }) {
    const rows = rowsOf(yield* experience())
    const direction = yield* naturalGradientDirection(policy, rows, gradient, options)
    const learningRate = options.learningRate * scheduleFactor(options.schedule, budgetUsed)
    const { parameters } = policy
    for (let i = 0; i < parameters.length; i++) {
      parameters[i] = parameters[i]! + learningRate * direction[i]!
    }
    policy.parametersChanged()
    return { ...noReport, learningRate }
  },
  save: () => ({}),
  restore: () => undefined,
})
