import type { Environment } from '../environments/environment.ts'
import type { FiniteEnvironment } from '../environments/finite-environment.ts'
import type { Policy } from '../policies/policy.ts'
import type { ExactObjective } from './exact-objective.ts'
import { finiteGradient } from './finite-gradient.ts'
import { createFiniteModel, type FiniteProblem } from './finite-model.ts'
import { createFinitePolicy, type FinitePolicy } from './finite-policy.ts'
import {
  finiteObjective,
  finiteValues,
  optimalObjective,
  type FiniteValues,
} from './finite-values.ts'
import type { StateNumbers } from './state-numbers.ts'

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
  /** p(s₀) of every numbered state, where it is not the environment's own. */
  readonly initialProbabilities?: Float64Array
  readonly horizon: number
  readonly gamma: number
}

export function createFiniteObjective({
  finite,
  numbers,
  environment,
  policy: trained,
  initialProbabilities,
  horizon,
  gamma,
}: FiniteObjectiveOptions): FiniteObjective {
  const model = createFiniteModel(finite, initialProbabilities)
  const problem = { model, horizon, gamma }
  const policy = createFinitePolicy(trained, observeAll(environment, finite))

  return {
    problem,
    policy,
    parameterCount: policy.parameterCount,
    horizon,
    gamma,
    optimum: optimalObjective(problem),
    objective: (parameters) => finiteObjective(problem, policy.probabilities(parameters)),
    gradient: (parameters) => finiteGradient(problem, policy, parameters),

    stateValue(parameters) {
      const { stateValues } = finiteValues(problem, policy.probabilities(parameters))
      return (time, state, at) => stateValues[time]![numbers.numberOf(state, at)]!
    },

    expectedSteps: (parameters) =>
      expectedSteps(finiteValues(problem, policy.probabilities(parameters))),

    meanRewardToGo(parameters) {
      const values = finiteValues(problem, policy.probabilities(parameters))
      const { visits, stateValues } = values
      let sum = 0
      visits.forEach((visit, t) =>
        visit.forEach((probability, state) => {
          sum += probability * stateValues[t]![state]!
        }),
      )
      return sum / expectedSteps(values)
    },
  }
}

/** Every step begins in some state: E[T] = Σ_t Σ_s d_t(s). */
const expectedSteps = ({ visits }: Pick<FiniteValues, 'visits'>): number =>
  visits.reduce((sum, visit) => visit.reduce((steps, d) => steps + d, sum), 0)

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
