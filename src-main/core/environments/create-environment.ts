import { describeEnvironment } from '#shared/environments.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { createAcrobot } from './acrobot.ts'
import { createCartPole } from './cart-pole.ts'
import { createCliffWalkingModel } from './cliff-walking.ts'
import type { Environment } from './environment.ts'
import { fromFiniteModel } from './from-finite-model.ts'
import { createFrozenLakeModel } from './frozen-lake.ts'
import { createGaussianBandit } from './gaussian-bandit.ts'
import { withInitialState } from './initial-state.ts'
import { createLinearQuadratic } from './linear-quadratic.ts'
import { createMountainCarContinuous } from './mountain-car-continuous.ts'
import { createMountainCar } from './mountain-car.ts'
import { createMovingParticle, createMovingParticleContinuous } from './moving-particle.ts'
import { createMultiArmedBandit } from './multi-armed-bandit.ts'
import { createPendulum } from './pendulum.ts'
import { createShortCorridorModel } from './short-corridor.ts'
import { withTimeLimit } from './time-limit.ts'

function createDynamics(config: RunConfig['environment']): Environment {
  switch (config.id) {
    case 'CartPole-v1':
      return createCartPole(config.parameters)
    case 'Acrobot-v1':
      return createAcrobot(config.parameters)
    case 'MountainCar-v0':
      return createMountainCar(config.parameters)
    case 'MountainCarContinuous-v0':
      return createMountainCarContinuous(config.parameters)
    case 'Pendulum-v1':
      return createPendulum(config.parameters)
    case 'FrozenLake-v1':
      return fromFiniteModel(createFrozenLakeModel(config.parameters), 'index')
    case 'CliffWalking-v1':
      return fromFiniteModel(createCliffWalkingModel(config.parameters), 'index')
    case 'MovingParticle-v0':
      return createMovingParticle(config.parameters)
    case 'MovingParticleContinuous-v0':
      return createMovingParticleContinuous(config.parameters)
    case 'ShortCorridor-v0':
      return fromFiniteModel(createShortCorridorModel(), 'constant')
    case 'GaussianBandit-v0':
      return createGaussianBandit(config.parameters)
    case 'MultiArmedBandit-v0':
      return createMultiArmedBandit(config.parameters)
    case 'LinearQuadratic-v0':
      return createLinearQuadratic(config.parameters)
  }
}

/** The environment a configuration describes, with its start distribution and its time limit. */
export function createEnvironment(config: RunConfig['environment']): Environment {
  const { state, maxEpisodeSteps } = describeEnvironment(config)
  return withTimeLimit(
    withInitialState(createDynamics(config), config.initialState, state),
    maxEpisodeSteps,
  )
}
