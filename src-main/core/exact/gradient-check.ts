import { ApiError } from '#shared/errors.ts'
import type {
  GradientCheck,
  GradientCheckRequest,
  GradientEstimate,
  LabEstimatorName,
  SkippedEstimate,
} from '#shared/gradient-check.ts'
import type { Engine } from '../engines/engine.ts'
import type { BaselineState } from '../estimators/baselines/baseline.ts'
import { bonferroniLimit, SIGNIFICANCE } from './bonferroni.ts'
import { centralDifferences } from './central-differences.ts'
import { exactPoint } from './exact-view.ts'
import { createLab, type Lab } from './lab.ts'
import { createLabEstimators, createOptimalLearner, whyUndefined } from './lab-estimators.ts'
import { createLabSampler } from './lab-sampler.ts'
import { monteCarlo } from './monte-carlo.ts'
import type { ResolvedPoint } from './resolve-point.ts'
import { norm } from './vectors.ts'

/** So many trajectories are worth playing side by side. */
const PLAYED_AT_ONCE = 64
/** Components of θ up to which central differences take no time worth speaking of. */
const MOST_DIFFERENCES = 300

/** A request whose θ is known without a database. */
export interface GradientCheckTask extends Omit<GradientCheckRequest, 'point' | 'taskId'> {
  readonly point: ResolvedPoint
}

/**
 * J and ∇J at θ, and what every estimator makes of it. Yields the share that is done, from 0 to 1,
 * every few milliseconds. The same task gives the same numbers to the last bit.
 */
export const gradientCheck = (
  task: GradientCheckTask,
  engine: Engine,
): Generator<number, GradientCheck> =>
  checkGradient(createLab(task.config, engine, task.point), task, engine)

export interface CheckSettings extends Pick<GradientCheckTask, 'seed' | 'trajectories'> {
  readonly batchSizes: readonly number[]
  readonly estimators: readonly LabEstimatorName[]
}

export function* checkGradient(
  lab: Lab,
  { seed, trajectories, batchSizes, estimators: wanted }: CheckSettings,
  engine: Engine,
): Generator<number, GradientCheck> {
  const { exact, parameters } = lab
  const truth = exact.gradient(parameters)
  const values = exact.values(parameters)
  const { stateValue, expectedSteps } = values
  const optimal = wanted.includes('return-optimal')
    ? yield* learnOptimalBaseline(lab, seed, engine)
    : null
  const longRun = { values, objective: exact.objective(parameters), optimal }
  const estimates: GradientEstimate[] = []
  const skipped: SkippedEstimate[] = []

  for (const [i, K] of batchSizes.entries()) {
    const defined: LabEstimatorName[] = []
    for (const estimator of wanted) {
      const reason = whyUndefined(estimator, K)
      if (reason === null) defined.push(estimator)
      else skipped.push({ estimator, K, reason })
    }
    const batches = Math.max(2, Math.ceil(trajectories / K))
    const played = K * Math.ceil(PLAYED_AT_ONCE / K)
    const sampler = createLabSampler({ ...lab, stateValue, engine, seed, trajectories: played })
    const estimators = createLabEstimators(lab, engine, defined, longRun)
    const running = monteCarlo({ sampler, played, K, batches, estimators, truth, values })
    let next = running.next()
    for (; !next.done; next = running.next()) yield (i + next.value / batches) / batchSizes.length
    if (next.value === null) {
      throw new ApiError('conflict', 'An action or reward was not a finite number at this θ')
    }
    estimates.push(...next.value)
  }

  const unbiased = estimates.filter(({ bias }) => bias === null)
  return {
    ...exactPoint(lab, truth, expectedSteps),
    differenceError: differenceError(lab, truth),
    trajectories,
    estimates,
    skipped,
    bonferroniLimit: bonferroniLimit(truth.length * Math.max(1, unbiased.length)),
    significance: SIGNIFICANCE,
  }
}

/** Batches the optimal baseline learns from beforehand. */
const LEARNED_BATCHES = 16
const LEARNED_TRAJECTORIES = 256

/** From trajectories of another seed, so that no estimate is judged by its own. */
function* learnOptimalBaseline(
  lab: Lab,
  seed: number,
  engine: Engine,
): Generator<number, BaselineState> {
  const { stateValue } = lab.exact.values(lab.parameters)
  const trajectories = LEARNED_TRAJECTORIES
  const sampler = createLabSampler({ ...lab, stateValue, engine, seed: ~seed >>> 0, trajectories })
  let learned: BaselineState = null
  const learning = createOptimalLearner(lab, engine)
  for (let i = 0; i < LEARNED_BATCHES; i++) {
    yield* silently(sampler.play())
    learned = yield* silently(learning(sampler.part(0, trajectories)))
  }
  return learned
}

/** Nothing of the check itself is done yet. */
function* silently<Result>(part: Generator<void, Result>): Generator<number, Result> {
  for (;;) {
    const next = part.next()
    if (next.done) return next.value
    yield 0
  }
}

function differenceError({ exact, parameters }: Lab, gradient: Float64Array): number | null {
  if (parameters.length > MOST_DIFFERENCES) return null
  const differences = centralDifferences(exact.objective, parameters)
  const largest = differences.reduce((most, d, i) => Math.max(most, Math.abs(d - gradient[i]!)), 0)
  return largest / (1 + norm(gradient))
}
