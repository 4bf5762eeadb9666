import * as z from 'zod'
import { describeEnvironment, type EnvironmentDescription } from './environments.ts'
import { seesTime } from './policy-input.ts'
import type { RunConfig } from './run-config.ts'

/** Cells of a map at most: more than a screen can show, and still a moment's work. */
const MOST_CELLS = 12_000

const axis = z.strictObject({
  /** Of the component of the state that varies along it. */
  index: z.int().min(0),
  from: z.number(),
  to: z.number(),
  /** Cells along it; the policy is asked at the middle of each. */
  count: z.int().min(1).max(1024),
})
export type MapAxis = z.infer<typeof axis>

export const policyMapRequest = z
  .strictObject({
    runId: z.int().positive(),
    x: axis,
    y: axis.nullable(),
    /** The whole state; what lies on an axis is replaced. */
    state: z.array(z.number()).max(1000),
    /** Steps of the episode taken so far, for policies that see the time left. */
    stepsTaken: z.int().min(0).default(0),
  })
  .refine(({ x, y }) => x.count * (y?.count ?? 1) <= MOST_CELLS, {
    error: `a map has at most ${MOST_CELLS} cells`,
  })
export type PolicyMapRequest = z.infer<typeof policyMapRequest>

/** A policy over a part of the state space. Cell (i, j) along x and y is number j · x.count + i. */
export interface PolicyMap {
  readonly runId: number
  /** Updates the policy had received. */
  readonly update: number
  readonly policy:
    | {
        readonly kind: 'categorical'
        /** π(a|s) of every action, cell by cell. */
        readonly probabilities: readonly (readonly number[])[]
      }
    | {
        readonly kind: 'gaussian'
        /** μ(s) of every number of the action, cell by cell. */
        readonly mean: readonly (readonly number[])[]
        /** σ of every number of the action, the same everywhere. */
        readonly sigma: readonly number[]
      }
  /** H(π(·|s)), nats, cell by cell. */
  readonly entropy: readonly number[]
  /** V(s), cell by cell; null: there is no learned value function, or it was not stored. */
  readonly values: readonly number[] | null
}

/** A component of the state that a map may vary or hold. */
export interface MapVariable {
  readonly label: string
  readonly unit?: string
  readonly from: number
  readonly to: number
  /** It is a whole number from 0 to values − 1. */
  readonly values: number | null
  /** Where it is held unless a person says otherwise. */
  readonly initial: number
}

/** The components of an environment's state with the ranges they nearly always lie in. */
export function mapVariables(description: EnvironmentDescription): readonly MapVariable[] {
  return description.state.map(({ label, unit, range, values }) => {
    const named = { label, ...(unit === undefined ? {} : { unit }) }
    if (values !== undefined) {
      return { ...named, from: -0.5, to: values - 0.5, values, initial: 0 }
    }
    const seen = description.observation.find((quantity) => quantity.label === label)
    const [from, to] = range ?? seen?.range ?? (unit === 'rad' ? [-Math.PI, Math.PI] : [-1, 1])
    return { ...named, from, to, values: null, initial: from <= 0 && to >= 0 ? 0 : (from + to) / 2 }
  })
}

/** Whether all states look the same, so that a policy is one distribution. */
export const isBlind = ({ observation }: EnvironmentDescription): boolean =>
  observation.length === 1 && observation[0]!.values === 1

/** What a map of an environment varies unless a person says otherwise: one component or two. */
export const mappedByDefault = ({ state, mapped }: EnvironmentDescription): readonly number[] =>
  mapped ?? state.slice(0, 2).map((_, i) => i)

/** Cells along an axis of real numbers: odd, so that the middle is one. */
const CELLS = 41

/** An axis of a map that shows all of a component of the state. */
export function mapAxis(description: EnvironmentDescription, index: number): MapAxis {
  const { from, to, values } = mapVariables(description)[index]!
  return isBlind(description)
    ? { index, from: -0.5, to: 0.5, count: 1 }
    : { index, from, to, count: values ?? CELLS }
}

/** What a map shows unless a person says otherwise. */
export function usualMap(
  description: EnvironmentDescription,
): Pick<PolicyMapRequest, 'x' | 'y' | 'state'> {
  const [x, y] = mappedByDefault(description)
  return {
    x: mapAxis(description, x!),
    y: y === undefined ? null : mapAxis(description, y),
    state: mapVariables(description).map(({ initial }) => initial),
  }
}

/** What is wrong with a request for this configuration, as a sentence; null: nothing. */
export function mapProblem(
  config: RunConfig,
  { x, y, state, stepsTaken }: PolicyMapRequest,
): string | null {
  const description = describeEnvironment(config.environment)
  const size = description.state.length
  if (state.length !== size)
    return `state has ${state.length} numbers; ${config.environment.id} has ${size}`
  for (const { index, from, to } of y ? [x, y] : [x]) {
    if (index >= size) return `there is no state component ${index}; they are 0 to ${size - 1}`
    if (!(from < to)) return `an axis goes from ${from} to ${to}; it must go up`
  }
  if (x.index === y?.index) return 'x and y are the same component of the state'
  if (seesTime(config) && stepsTaken > description.maxEpisodeSteps) {
    return `stepsTaken is ${stepsTaken}; an episode has at most ${description.maxEpisodeSteps} steps`
  }
  return null
}
