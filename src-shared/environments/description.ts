import type * as z from 'zod'

/** A number an environment shows or takes: its name, and its unit where it has one. */
export interface Quantity {
  readonly label: string
  readonly unit?: string
}

/**
 * A component of an environment's state; one with a range is never outside it. `values`: it is an
 * index, a whole number from 0 to values − 1.
 */
export interface StateQuantity extends Quantity {
  readonly range?: readonly [lowest: number, highest: number]
  readonly values?: number
}

/**
 * A component of an observation. `range`: where it lies, nearly always, for drawing and for features
 * that need bounds. `values`: it is an index, a whole number from 0 to values − 1.
 */
export interface ObservationQuantity extends Quantity {
  readonly range?: readonly [low: number, high: number]
  readonly values?: number
}

/** A component of a continuous action; the environment clips it to the range, where there is one. */
export interface ActionQuantity extends Quantity {
  readonly range?: readonly [lowest: number, highest: number]
}

/** What an agent may do: one of a few named actions, or `size` real numbers. */
export type ActionSpace =
  | { readonly kind: 'discrete'; readonly labels: readonly string[] }
  | {
      readonly kind: 'continuous'
      readonly size: number
      readonly quantities: readonly ActionQuantity[]
    }

/** What everyone may know of an environment without running it. Its dynamics are in src-main/core. */
export interface EnvironmentDescription {
  readonly title: string
  /** One or two sentences for the form. */
  readonly summary: string
  /** The environment's own state vector: what an initial state consists of. */
  readonly state: readonly StateQuantity[]
  /** Components of the state that a map of the policy shows first; absent: the first two. */
  readonly mapped?: readonly [x: number, y: number]
  readonly observation: readonly ObservationQuantity[]
  readonly actionSpace: ActionSpace
  /** Steps after which an episode is truncated. */
  readonly maxEpisodeSteps: number
  /** Solved when the mean return of 100 consecutive episodes reaches this; null: no such rule. */
  readonly solvedReturn: number | null
  /** What ending by `terminated` means: a goal, a fall, neither or either, or that it cannot happen. */
  readonly termination: 'success' | 'failure' | 'neutral' | 'never'
  /** p(s0) when the configuration says `default`, in words. */
  readonly defaultInitialState: string
}

/** An environment as a configuration may ask for it: its parameters, and what follows from them. */
export interface EnvironmentDefinition<P extends z.ZodObject = z.ZodObject> {
  readonly parameters: P
  describe(parameters: z.infer<P>): EnvironmentDescription
}

/** Lets TypeScript infer the parameters of `describe`. */
export const defineEnvironment = <P extends z.ZodObject>(
  definition: EnvironmentDefinition<P>,
): EnvironmentDefinition<P> => definition
