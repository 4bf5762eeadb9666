import type { Environment } from '../environments/environment.ts'
import type { FiniteEnvironment } from '../environments/finite-environment.ts'
import type { Policy } from '../policies/policy.ts'
import type { ExactObjective } from './exact-objective.ts'
import { createFiniteGeometry } from './finite-geometry.ts'
import { finiteGradient } from './finite-gradient.ts'
import { createFiniteModel, type FiniteProblem } from './finite-model.ts'
import { createFinitePolicy, type FinitePolicy } from './finite-policy.ts'
import { finiteObjective, finiteValues, optimalObjective } from './finite-values.ts'
import { scoreEvents } from './score-events.ts'
import type { StateNumbers } from './state-numbers.ts'
import { dot } from './vectors.ts'

/** A finite problem under a policy, with the parts other views of it need. */
export interface FiniteObjective extends ExactObjective {
  readonly problem: FiniteProblem
  readonly policy: FinitePolicy
}

interface FiniteObjectiveOptions {
  readonly finite: FiniteEnvironment
  readonly numbers: StateNumbers
  /** Its observations are the network's input. */
  readonly environment: Environment
  readonly policy: Policy
  readonly horizon: number
  readonly gamma: number
}

export function createFiniteObjective({
  finite,
  numbers,
  environment,
  policy: trained,
  horizon,
  gamma,
}: FiniteObjectiveOptions): FiniteObjective {
  const model = createFiniteModel(finite)
  const problem = { model, horizon, gamma }
  const inputs = observeAll(environment, finite)
  const policy = createFinitePolicy(trained, inputs)

  return {
    problem,
    policy,
    inputs,
    parameterCount: policy.parameterCount,
    horizon,
    gamma,
    optimum: optimalObjective(problem),
    objective: (parameters) => finiteObjective(problem, policy.probabilities(parameters)),
    gradient: (parameters) => finiteGradient(problem, policy, parameters),

    geometry: (parameters) => createFiniteGeometry(problem, policy, parameters),

    values(parameters) {
      const probabilities = policy.probabilities(parameters)
      const values = finiteValues(problem, probabilities)
      const { visits, stateValues } = values
      const reached = visits.map((visit) => sum(visit))
      const earned = visits.map((visit, t) => dot(visit, stateValues[t]!))
      // Every step begins in some state: E[T] = Σ_t Σ_s d_t(s).
      const expectedSteps = sum(reached)
      return {
        stateValue: (time, state, at) => stateValues[time]![numbers.numberOf(state, at)!]!,
        expectedSteps,
        meanRewardToGo: sum(earned) / expectedSteps,
        rewardsToGo: Float64Array.from(earned, (total, t) =>
          reached[t]! > 0 ? total / reached[t]! : 0,
        ),
        scoreEvents: scoreEvents(problem, policy, parameters, values),
      }
    },
  }
}

const sum = (values: Float64Array | readonly number[]): number =>
  (values as readonly number[]).reduce((total, value) => total + value, 0)

/** What the network is given in every numbered state, [states × observation size]. */
function observeAll(environment: Environment, finite: FiniteEnvironment): Float32Array {
  const { stateSize, observationSize } = environment
  const inputs = new Float32Array(finite.stateCount * observationSize)
  for (let number = 0; number < finite.stateCount; number++) {
    const state = new Float64Array(stateSize)
    finite.writeState(number, state, 0)
    environment.observe(state, 0, inputs, number * observationSize)
  }
  return inputs
}
