import type { Environment } from '#core/environments/environment.ts'
import type { FiniteEnvironment } from '#core/environments/finite-environment.ts'
import { withTimeLimit } from '#core/environments/time-limit.ts'
import type { ExactObjective } from '#core/exact/exact-objective.ts'
import { createFiniteObjective } from '#core/exact/finite-objective.ts'
import { createGaussianBanditObjective } from '#core/exact/gaussian-bandit-objective.ts'
import type { CheckSettings } from '#core/exact/gradient-check.ts'
import { checkGradient } from '#core/exact/gradient-check.ts'
import { createLab, type Lab } from '#core/exact/lab.ts'
import { createSlider } from '#core/exact/parameter-slider.ts'
import type { ResolvedPoint } from '#core/exact/resolve-point.ts'
import { createStateNumbers } from '#core/exact/state-numbers.ts'
import type { Policy } from '#core/policies/policy.ts'
import { labEstimators, type GradientCheck } from '#shared/gradient-check.ts'
import type { RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine } from '../simd.ts'
import { gaussianBandit, gaussianPolicy } from './gaussian-problem.ts'
import { playModel, type Look } from './model-environment.ts'
import { smallPolicy } from './small-problems.ts'

export const engine = loadSimdEngine()

/** A lab as the command line and the window have it. */
export const configuredLab = (
  changes: Partial<RunConfigInput>,
  point: ResolvedPoint = { kind: 'initial' },
): Lab => createLab(exampleConfig(changes), engine, point)

interface Problem {
  readonly model: FiniteEnvironment
  readonly look: Look
  readonly horizon: number
  readonly gamma: number
}

/** θ as `parameters` say, of a policy that is linear in what is seen of the state. */
export function finiteLab(
  { model, look, horizon, gamma }: Problem,
  parameters: (count: number) => Float64Array,
): Lab {
  const environment = withTimeLimit(playModel(model, look), horizon)
  const policy = smallPolicy(engine, environment.observationSize, model.actionCount)
  const numbers = createStateNumbers(model, 1)
  const options = { finite: model, numbers, environment, policy, horizon, gamma }
  return labAt(environment, policy, createFiniteObjective(options), parameters)
}

export function gaussianLab(parameters: (count: number) => Float64Array): Lab {
  const environment = gaussianBandit(1)
  const policy = gaussianPolicy(engine, [], 'learned')
  const exact = createGaussianBanditObjective({ environment, policy, target: 1, gamma: 1 })
  return labAt(environment, policy, exact, parameters)
}

function labAt(
  environment: Environment,
  policy: Policy,
  exact: ExactObjective,
  at: (count: number) => Float64Array,
): Lab {
  const parameters = at(exact.parameterCount)
  policy.parameters.set(parameters)
  policy.parametersChanged()
  const estimator = { ...exampleConfig().estimator, gamma: exact.gamma }
  const slider = createSlider(policy, exact.inputs)
  return { estimator, environment, ownStateSize: 1, policy, exact, slider, parameters }
}

export function check(lab: Lab, settings: Partial<CheckSettings> = {}): GradientCheck {
  const full = { seed: 1, trajectories: 20_000, batchSizes: [1], estimators: labEstimators }
  const checking = checkGradient(lab, { ...full, ...settings }, engine)
  let next = checking.next()
  while (!next.done) next = checking.next()
  return next.value
}
