import type { LabEstimatorName } from '#shared/gradient-check.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Engine } from '../engines/engine.ts'
import { groupByTrajectory } from '../engines/trajectory-rows.ts'
import { batchGradient } from '../estimators/batch-gradient.ts'
import type { BaselineState } from '../estimators/baselines/baseline.ts'
import { createBaseline } from '../estimators/baselines/create-baseline.ts'
import { createGradientEstimate } from '../estimators/gradient-estimate.ts'
import { gradientSumsIn } from '../estimators/gradient-sums.ts'
import { createRowArrays, type GradientTask } from '../estimators/row-arrays.ts'
import { createWeightsMemory, scoreWeights } from '../estimators/score-weights.ts'
import type { ExactObjective, PolicyValues } from './exact-objective.ts'
import type { Lab } from './lab.ts'
import type { LabBatch } from './lab-sampler.ts'
import type { LabEstimator } from './monte-carlo.ts'

type Settings = RunConfig['estimator']

/** λ where the configuration has none. */
const USUAL_LAMBDA = 0.95

/** E[T] this close to H: all episodes are of one length. */
const SAME_LENGTH = 1e-9

/** What baselines come to know after many batches at one θ. */
export interface LongRun {
  readonly values: PolicyValues
  /** J(θ). */
  readonly objective: number
  /** Of the optimal baseline; null: it is not asked for. */
  readonly optimal: BaselineState
}

/** What the lab compares: settings a run could have, and what its baseline has learned in the long run. */
interface Plan {
  readonly settings: Partial<Settings>
  readonly isPerStep?: boolean
  /** What biases it here; undefined: nothing ever does. */
  readonly bias?: (
    problem: Pick<ExactObjective, 'gamma' | 'horizon'> & Pick<PolicyValues, 'expectedSteps'>,
  ) => string | null
  readonly learned?: (longRun: LongRun) => BaselineState
}

const plans: Readonly<Record<LabEstimatorName, Plan>> = {
  return: { settings: { weight: 'return' } },
  'return-mean': {
    settings: { weight: 'return', baseline: 'mean' },
    learned: ({ objective }) => objective,
  },
  'return-optimal': {
    settings: { weight: 'return', baseline: 'optimal' },
    learned: ({ optimal }) => optimal,
  },
  'reward-to-go': { settings: {} },
  'reward-to-go-mean': {
    settings: { baseline: 'mean' },
    learned: ({ values }) => values.meanRewardToGo,
  },
  'reward-to-go-time-mean': {
    settings: { baseline: 'time-mean' },
    learned: ({ values }) => values.rewardsToGo,
  },
  'reward-to-go-leave-one-out': { settings: { baseline: 'leave-one-out' } },
  'reward-to-go-exact-value': { settings: { baseline: 'value' } },
  'gae-exact-value': { settings: { baseline: 'value', gaeLambda: USUAL_LAMBDA } },
  'normalized-advantages': {
    settings: { normalizeAdvantages: true },
    bias: () => 'the mean and the deviation it divides by depend on the actions they judge',
  },
  'average-steps': {
    settings: { average: 'steps' },
    isPerStep: true,
    bias: ({ horizon, expectedSteps }) =>
      expectedSteps > horizon - SAME_LENGTH
        ? null
        : 'a ratio of two random numbers: long episodes count less',
  },
  'discount-dropped': {
    settings: { discountStates: false },
    bias: ({ gamma, horizon }) =>
      gamma === 1 || horizon === 1
        ? null
        : 'later states count as much as the first: the gradient of no objective',
  },
}

/** Why an estimator has no value at some K; null: it has one. */
export const whyUndefined = (estimator: LabEstimatorName, K: number): string | null =>
  estimator === 'reward-to-go-leave-one-out' && K === 1
    ? 'leave-one-out needs other trajectories'
    : null

/**
 * The estimators runs train with, at a θ that does not change. A baseline that learns from earlier
 * batches knows what it comes to know after many before each batch: the estimates are then independent
 * of one another.
 */
export const createLabEstimators = (
  lab: Lab,
  engine: Engine,
  names: readonly LabEstimatorName[],
  longRun: LongRun,
): LabEstimator[] =>
  names.map((estimator) => {
    const { settings, isPerStep = false, bias, learned } = plans[estimator]
    const { baseline, estimate } = createEstimate(lab, engine, settings)
    const known = learned?.(longRun) ?? null
    return {
      estimator,
      isPerStep,
      bias: bias?.({ ...lab.exact, expectedSteps: longRun.values.expectedSteps }) ?? null,
      *estimate(batch, gradient) {
        if (known !== null) baseline.restore(known)
        gradient.set(yield* estimate(batch))
      },
    }
  })

/** Makes the optimal baseline learn from one batch after another; tells what it knows by then. */
export function createOptimalLearner(lab: Lab, engine: Engine) {
  const { baseline, estimate } = createEstimate(lab, engine, plans['return-optimal'].settings)
  return function* (batch: LabBatch): Generator<void, BaselineState> {
    yield* estimate(batch)
    return baseline.save()
  }
}

/** One batch's way to ĝ, as in training. V is exact; nothing beyond the horizon belongs to J. */
function createEstimate(
  { estimator, parameters: { length: parameterCount }, policy }: Lab,
  engine: Engine,
  changes: Partial<Settings>,
) {
  const settings = settingsOf(estimator, changes)
  const baseline = createBaseline(settings, parameterCount)
  const memory = createWeightsMemory()
  const toRowArrays = createRowArrays(engine)
  let batch: LabBatch
  const crew = {
    differentiate: (task: GradientTask, sums: Float32Array) =>
      batchGradient(
        policy,
        batch,
        toRowArrays(task),
        groupByTrajectory(batch),
        gradientSumsIn(sums, settings, parameterCount),
      ),
  }
  const estimateGradient = createGradientEstimate(settings, {
    engine,
    baseline,
    crew,
    parameterCount,
  })

  return {
    baseline,
    *estimate(played: LabBatch): Generator<void, Float32Array> {
      batch = played
      const values = { rows: batch.stateValues, tails: new Float64Array(batch.trajectories) }
      const { weights } = scoreWeights(batch, settings, baseline, values, memory)
      return (yield* estimateGradient(batch, weights)).gradient
    },
  }
}

/** A plain estimator of ∇J with γ from the configuration, changed to what is compared. */
const settingsOf = (configured: Settings, changes: Partial<Settings>): Settings => ({
  ...configured,
  weight: 'reward-to-go',
  discountStates: true,
  baseline: 'none',
  gaeLambda: null,
  truncation: 'terminal',
  entropyCoefficient: 0,
  normalizeAdvantages: false,
  average: 'trajectories',
  ...changes,
})
