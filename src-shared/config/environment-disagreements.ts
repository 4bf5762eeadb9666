import { describeEnvironment, type StateQuantity } from '../environments.ts'
import type { RunConfig } from './shape.ts'
import type { Disagreement } from './disagreement.ts'

/** Fields of an environment that are valid alone but not together; paths begin at the environment. */
export function environmentDisagreements(environment: RunConfig['environment']): Disagreement[] {
  const { state } = describeEnvironment(environment)
  return [
    ...initialStateProblems(environment.initialState, state),
    ...(environment.id === 'MultiArmedBandit-v0' ? armProblems(environment.parameters) : []),
  ]
}

function armProblems({ means, deviations }: { means: number[]; deviations: number[] }) {
  if (means.length === deviations.length) return []
  return [
    {
      path: ['parameters', 'deviations'],
      message: `has ${deviations.length} numbers, but environment.parameters.means has ${means.length}; every arm needs one of each`,
    },
  ]
}

function initialStateProblems(
  initial: RunConfig['environment']['initialState'],
  quantities: readonly StateQuantity[],
): Disagreement[] {
  if (initial === 'default') return []
  const at = (field: string) => ['initialState', field]
  const vectors =
    initial.kind === 'point'
      ? [['state', initial.state] as const]
      : [['low', initial.low] as const, ['high', initial.high] as const]
  const wrongLength = vectors.find(([, values]) => values.length !== quantities.length)
  if (wrongLength) {
    const [field, values] = wrongLength
    return [
      {
        path: at(field),
        message: `has ${values.length} numbers; the state has ${quantities.length}`,
      },
    ]
  }
  for (const [field, values] of vectors) {
    const message = stateProblem(values, quantities)
    if (message) return [{ path: at(field), message }]
  }
  if (initial.kind === 'point') return []
  const i = initial.low.findIndex((low, i) => low > initial.high[i]!)
  if (i === -1) return []
  return [
    {
      path: at('low'),
      message: `component ${i} is ${initial.low[i]}, above high ${initial.high[i]}; low must not be above high`,
    },
  ]
}

const isOutside = (value: number, { range, values }: StateQuantity) =>
  values === undefined
    ? range !== undefined && (value < range[0] || value > range[1])
    : !Number.isInteger(value) || value < 0 || value >= values

/** What is wrong with a state vector of the right length, as a predicate of it; null: nothing. */
export function stateProblem(
  state: readonly number[],
  quantities: readonly StateQuantity[],
): string | null {
  const i = state.findIndex((value, i) => isOutside(value, quantities[i]!))
  if (i === -1) return null
  const { label, range, values } = quantities[i]!
  const allowed =
    values === undefined
      ? `from ${range![0]} to ${range![1]}`
      : `a whole number from 0 to ${values - 1}`
  return `component ${i} is ${state[i]}; ${label} must be ${allowed}`
}
