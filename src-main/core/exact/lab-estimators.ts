import type { LabEstimatorName } from '#shared/gradient-check.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { groupByTrajectory } from '../engines/trajectory-rows.ts'
import type { Baseline, BaselineState } from '../estimators/baselines/baseline.ts'
import { createBaseline } from '../estimators/baselines/create-baseline.ts'
import { generalizedAdvantages } from '../estimators/returns.ts'
import { scoreGradient } from '../estimators/score-gradient.ts'
import { createWeightsMemory, scoreWeights } from '../estimators/score-weights.ts'
import type { ExactObjective, PolicyValues } from './exact-objective.ts'
import type { Lab } from './lab.ts'
import type { LabEstimator } from './monte-carlo.ts'

type Settings = RunConfig['estimator']

/** λ where the configuration has none. */
const USUAL_LAMBDA = 0.95

/** What the lab compares: settings a run could have, and what its baseline has learned in the long run. */
interface Plan {
  readonly settings: Partial<Settings>
  readonly isPerStep?: boolean
  /** What biases it here; undefined: nothing ever does. */
  readonly bias?: (problem: Pick<ExactObjective, 'gamma' | 'horizon'>) => string | null
  readonly learned?: (values: PolicyValues, objective: number) => BaselineState
  /** In the place of the one the settings name. */
  readonly baseline?: (settings: Settings) => Baseline
}

const stateless = { components: null, save: () => null, restore: () => undefined }

const exactValueBaseline = (): Baseline => ({
  ...stateless,
  subtract(weights, _batch, values) {
    for (let row = 0; row < weights.length; row++) weights[row] = weights[row]! - values!.rows[row]!
    return null
  },
})

const exactAdvantages = ({ gamma }: Settings): Baseline => ({
  ...stateless,
  subtract(weights, batch, values) {
    generalizedAdvantages(batch, values!, gamma, USUAL_LAMBDA, weights)
    return null
  },
})

const plans: Readonly<Record<LabEstimatorName, Plan>> = {
  return: { settings: { weight: 'return' } },
  'return-mean': {
    settings: { weight: 'return', baseline: 'mean' },
    learned: (_, objective) => objective,
  },
  'reward-to-go': { settings: {} },
  'reward-to-go-mean': {
    settings: { baseline: 'mean' },
    learned: ({ meanRewardToGo }) => meanRewardToGo,
  },
  'reward-to-go-time-mean': {
    settings: { baseline: 'time-mean' },
    learned: ({ rewardsToGo }) => rewardsToGo,
  },
  'reward-to-go-leave-one-out': { settings: { baseline: 'leave-one-out' } },
  'reward-to-go-exact-value': { settings: {}, baseline: exactValueBaseline },
  'gae-exact-value': { settings: {}, baseline: exactAdvantages },
  'normalized-advantages': {
    settings: { normalizeAdvantages: true },
    bias: () => 'the mean and the deviation it divides by depend on the actions they judge',
  },
  'average-steps': {
    settings: { average: 'steps' },
    isPerStep: true,
    bias: ({ horizon }) =>
      horizon === 1 ? null : 'a ratio of two random numbers: long episodes count less',
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
 * batches knows what it comes to know after many, exactly, before each batch: the estimates are then
 * independent of one another.
 */
export function createLabEstimators(lab: Lab, names: readonly LabEstimatorName[]): LabEstimator[] {
  const { exact, parameters, policy } = lab
  const values = exact.values(parameters)
  const objective = exact.objective(parameters)
  const memory = createWeightsMemory()

  return names.map((estimator) => {
    const { settings, isPerStep = false, bias, learned, baseline: own } = plans[estimator]
    const full = settingsOf(lab.estimator, settings)
    const baseline = own?.(full) ?? createBaseline(full, parameters.length)
    const known = learned?.(values, objective) ?? null
    return {
      estimator,
      isPerStep,
      bias: bias?.(exact) ?? null,
      *estimate(batch, gradient) {
        if (known !== null) baseline.restore(known)
        // Nothing beyond the horizon belongs to J.
        const exactValues = { rows: batch.stateValues, tails: new Float64Array(batch.trajectories) }
        const { weights } = scoreWeights(batch, full, baseline, exactValues, memory)
        yield* scoreGradient(policy, batch, weights, groupByTrajectory(batch), gradient)
      },
    }
  })
}

/** A plain estimator of ∇J with γ from the configuration, changed to what is compared. */
const settingsOf = (configured: Settings, changes: Partial<Settings>): Settings => ({
  ...configured,
  weight: 'reward-to-go',
  discountStates: true,
  baseline: 'none',
  gaeLambda: null,
  truncation: 'terminal',
  normalizeAdvantages: false,
  average: 'trajectories',
  ...changes,
})
