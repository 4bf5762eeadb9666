import type { EnvironmentId } from '#shared/environments.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { acrobotView } from './acrobot.ts'
import { cartPoleView } from './cart-pole.ts'
import { cliffWalkingView } from './cliff-walking.ts'
import { frozenLakeView } from './frozen-lake.ts'
import { gaussianBanditView } from './gaussian-bandit.ts'
import { linearQuadraticView } from './linear-quadratic.ts'
import { mountainCarView } from './mountain-car.ts'
import { movingParticleView } from './moving-particle.ts'
import { multiArmedBanditView } from './multi-armed-bandit.ts'
import { pendulumView } from './pendulum.ts'
import { shortCorridorView } from './short-corridor.ts'
import type { EnvironmentView } from './view.ts'

type Environment = RunConfig['environment']
type ParametersOf<Id extends EnvironmentId> = Extract<Environment, { id: Id }>['parameters']

const views: { readonly [Id in EnvironmentId]: EnvironmentView<ParametersOf<Id>> } = {
  'CartPole-v1': cartPoleView,
  'Acrobot-v1': acrobotView,
  'MountainCar-v0': mountainCarView,
  'MountainCarContinuous-v0': mountainCarView,
  'Pendulum-v1': pendulumView,
  'FrozenLake-v1': frozenLakeView,
  'CliffWalking-v1': cliffWalkingView,
  'MovingParticle-v0': movingParticleView,
  'MovingParticleContinuous-v0': movingParticleView,
  'ShortCorridor-v0': shortCorridorView,
  'GaussianBandit-v0': gaussianBanditView,
  'MultiArmedBandit-v0': multiArmedBanditView,
  'LinearQuadratic-v0': linearQuadraticView,
}

/** How an environment is drawn. A new one adds its line above. */
export const viewOf = ({
  id,
}: Pick<Environment, 'id'>): EnvironmentView<Environment['parameters']> =>
  views[id] as EnvironmentView<Environment['parameters']>
