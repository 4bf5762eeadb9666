import * as z from 'zod'
import { acrobot } from './environments/acrobot.ts'
import { gaussianBandit, multiArmedBandit } from './environments/bandits.ts'
import { cartPole } from './environments/cart-pole.ts'
import { cliffWalking } from './environments/cliff-walking.ts'
import type { EnvironmentDefinition, EnvironmentDescription } from './environments/description.ts'
import { frozenLake } from './environments/frozen-lake.ts'
import { linearQuadratic } from './environments/linear-quadratic.ts'
import { mountainCar, mountainCarContinuous } from './environments/mountain-car.ts'
import { movingParticle, movingParticleContinuous } from './environments/moving-particle.ts'
import { pendulum } from './environments/pendulum.ts'
import { shortCorridor } from './environments/short-corridor.ts'

export type * from './environments/description.ts'
export type { AcrobotParameters } from './environments/acrobot.ts'
export type {
  GaussianBanditParameters,
  MultiArmedBanditParameters,
} from './environments/bandits.ts'
export type { CartPoleParameters } from './environments/cart-pole.ts'
export type { CliffWalkingParameters } from './environments/cliff-walking.ts'
export type { FrozenLakeParameters } from './environments/frozen-lake.ts'
export type { LinearQuadraticParameters } from './environments/linear-quadratic.ts'
export type {
  MountainCarContinuousParameters,
  MountainCarParameters,
} from './environments/mountain-car.ts'
export type { MovingParticleParameters } from './environments/moving-particle.ts'
export type { PendulumParameters } from './environments/pendulum.ts'

/** Every environment the workbench has, by the id a configuration names it with. */
export const environments = {
  'CartPole-v1': cartPole,
  'Acrobot-v1': acrobot,
  'MountainCar-v0': mountainCar,
  'MountainCarContinuous-v0': mountainCarContinuous,
  'Pendulum-v1': pendulum,
  'FrozenLake-v1': frozenLake,
  'CliffWalking-v1': cliffWalking,
  'MovingParticle-v0': movingParticle,
  'MovingParticleContinuous-v0': movingParticleContinuous,
  'ShortCorridor-v0': shortCorridor,
  'GaussianBandit-v0': gaussianBandit,
  'MultiArmedBandit-v0': multiArmedBandit,
  'LinearQuadratic-v0': linearQuadratic,
} as const

export type EnvironmentId = keyof typeof environments
export const environmentIds = Object.keys(environments) as EnvironmentId[]

/** An environment with its parameters. */
export interface EnvironmentSettings {
  readonly id: EnvironmentId
  readonly parameters: z.output<(typeof environments)[EnvironmentId]['parameters']>
}

/** What is known of an environment with these parameters. */
export function describeEnvironment({
  id,
  parameters,
}: EnvironmentSettings): EnvironmentDescription {
  const definition = environments[id] as EnvironmentDefinition
  return definition.describe(parameters)
}

/** What is known of an environment with its default parameters. */
export const describeDefault = (id: EnvironmentId): EnvironmentDescription =>
  describeEnvironment({
    id,
    parameters: environments[id].parameters.parse({}) as EnvironmentSettings['parameters'],
  })

/** A parameter of an environment, its default and what it does. */
export interface ParameterDescription {
  readonly name: string
  readonly title: string
  readonly default: unknown
  readonly help: string
}

/** What may be changed about an environment. */
export function listParameters(id: EnvironmentId): readonly ParameterDescription[] {
  const { properties = {} } = z.toJSONSchema(environments[id].parameters, { io: 'input' })
  return Object.entries(properties).map(([name, schema]) => {
    const { title = name, description = '', default: initial } = schema as z.core.JSONSchema.Schema
    return { name, title, default: initial, help: description }
  })
}
