import * as z from 'zod'
import type { RunConfig } from './run-config.ts'

/** A number an environment shows or takes: its name, and its unit where it has one. */
export interface Quantity {
  readonly label: string
  readonly unit?: string
}

/** A component of an environment's state; one with a range is never outside it. */
export interface StateQuantity extends Quantity {
  readonly range?: readonly [lowest: number, highest: number]
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
  readonly observation: readonly ObservationQuantity[]
  readonly actionSpace: ActionSpace
  /** Steps after which an episode is truncated. */
  readonly maxEpisodeSteps: number
  /** Solved when the mean return of 100 consecutive episodes reaches this; null: no such rule. */
  readonly solvedReturn: number | null
  /** What ending by `terminated` means: a goal, a fall, or that it cannot happen. */
  readonly termination: 'success' | 'failure' | 'never'
  /** p(s0) when the configuration says `default`, in words. */
  readonly defaultInitialState: string
}

const cartPole: EnvironmentDescription = {
  title: 'Cart-pole',
  summary:
    'Push a cart left or right to keep the pole on it upright. Reward 1 for every step until the pole leans more than 12° or the cart leaves ±2.4 m.',
  state: [
    { label: 'cart position', unit: 'm' },
    { label: 'cart velocity', unit: 'm/s' },
    { label: 'pole angle', unit: 'rad' },
    { label: 'pole angular velocity', unit: 'rad/s' },
  ],
  observation: [
    { label: 'cart position', unit: 'm', range: [-2.4, 2.4] },
    { label: 'cart velocity', unit: 'm/s', range: [-3, 3] },
    { label: 'pole angle', unit: 'rad', range: [-0.21, 0.21] },
    { label: 'pole angular velocity', unit: 'rad/s', range: [-3.5, 3.5] },
  ],
  actionSpace: { kind: 'discrete', labels: ['push left', 'push right'] },
  maxEpisodeSteps: 500,
  solvedReturn: 475,
  termination: 'failure',
  defaultInitialState: 'each of the four numbers uniform in [−0.05, 0.05]',
}

const movingParticle: EnvironmentDescription = {
  title: 'Moving particle, eight directions',
  summary:
    'Walk across the unit square into the goal disc. Reward minus the distance to the goal after each step, and 10 for reaching it.',
  state: [
    { label: 'x', range: [0, 1] },
    { label: 'y', range: [0, 1] },
  ],
  observation: [
    { label: 'x', range: [0, 1] },
    { label: 'y', range: [0, 1] },
  ],
  actionSpace: {
    kind: 'discrete',
    labels: [
      'east',
      'north-east',
      'north',
      'north-west',
      'west',
      'south-west',
      'south',
      'south-east',
    ],
  },
  maxEpisodeSteps: 200,
  solvedReturn: null,
  termination: 'success',
  defaultInitialState: 'uniform over the unit square',
}

const movingParticleContinuous: EnvironmentDescription = {
  ...movingParticle,
  title: 'Moving particle, any direction',
  actionSpace: {
    kind: 'continuous',
    size: 1,
    quantities: [{ label: 'direction', unit: 'rad' }],
  },
}

const pendulum: EnvironmentDescription = {
  title: 'Pendulum',
  summary:
    'Swing a pendulum up with a torque too weak to lift it at once, and keep it upright. Reward minus the squared angle, with small costs of speed and torque.',
  state: [
    { label: 'angle', unit: 'rad' },
    { label: 'angular velocity', unit: 'rad/s' },
  ],
  observation: [
    { label: 'cos angle', range: [-1, 1] },
    { label: 'sin angle', range: [-1, 1] },
    { label: 'angular velocity', unit: 'rad/s', range: [-8, 8] },
  ],
  actionSpace: {
    kind: 'continuous',
    size: 1,
    quantities: [{ label: 'torque', unit: 'N·m', range: [-2, 2] }],
  },
  maxEpisodeSteps: 200,
  solvedReturn: null,
  termination: 'never',
  defaultInitialState: 'angle uniform in [−π, π], angular velocity uniform in [−1, 1]',
}

/** Every environment the workbench has, by the id a configuration names it with. */
export const environments = {
  'CartPole-v1': cartPole,
  'Pendulum-v1': pendulum,
  'MovingParticle-v0': movingParticle,
  'MovingParticleContinuous-v0': movingParticleContinuous,
} as const satisfies Record<string, EnvironmentDescription>

export type EnvironmentId = keyof typeof environments
export const environmentIds = Object.keys(environments) as EnvironmentId[]

/** An environment with its parameters. */
export type EnvironmentSettings = Pick<RunConfig['environment'], 'id' | 'parameters'>

/** What is known of an environment with these parameters. */
export const describeEnvironment = ({ id }: EnvironmentSettings): EnvironmentDescription =>
  environments[id]

/** What is known of an environment with its default parameters. */
export const describeDefault = (id: EnvironmentId): EnvironmentDescription => environments[id]

const unitInterval = z.number().min(0).max(1)

/** Parameters of both moving particles. Lengths are in sides of the unit square. */
export const movingParticleParameters = z
  .strictObject({
    goal: z
      .tuple([unitInterval, unitInterval])
      .default([0.8, 0.8])
      .describe('Centre of the goal disc in the unit square')
      .meta({ title: 'Goal (x, y)' }),
    goalRadius: z
      .number()
      .positive()
      .max(1)
      .default(0.1)
      .describe('Radius of the goal disc; an episode ends inside it')
      .meta({ title: 'Goal radius' }),
  })
  .meta({ title: 'Environment parameters' })
export type MovingParticleParameters = z.infer<typeof movingParticleParameters>

/** Of an environment that has none. */
export const noParameters = z.strictObject({}).meta({ title: 'Environment parameters' })
