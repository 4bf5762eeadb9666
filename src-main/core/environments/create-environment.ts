import { describeEnvironment } from '#shared/environments.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { cartPole } from './cart-pole.ts'
import type { Environment } from './environment.ts'
import { withInitialState } from './initial-state.ts'
import { createMovingParticle, createMovingParticleContinuous } from './moving-particle.ts'
import { pendulum } from './pendulum.ts'
import { withTimeLimit } from './time-limit.ts'

function createDynamics(config: RunConfig['environment']): Environment {
  switch (config.id) {
    case 'CartPole-v1':
      return cartPole
    case 'Pendulum-v1':
      return pendulum
    case 'MovingParticle-v0':
      return createMovingParticle(config.parameters)
    case 'MovingParticleContinuous-v0':
      return createMovingParticleContinuous(config.parameters)
  }
}

/** The environment a configuration describes, with its start distribution and its time limit. */
export const createEnvironment = (config: RunConfig['environment']): Environment =>
  withTimeLimit(
    withInitialState(createDynamics(config), config.initialState),
    describeEnvironment(config).maxEpisodeSteps,
  )
