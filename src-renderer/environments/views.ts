import type { EnvironmentId } from '#shared/environments.ts'
import { cartPoleView } from './cart-pole.ts'
import { movingParticleView } from './moving-particle.ts'
import { pendulumView } from './pendulum.ts'
import type { EnvironmentView } from './view.ts'

/** How each environment is drawn. A new environment adds its line here. */
export const environmentViews: Readonly<Record<EnvironmentId, EnvironmentView>> = {
  'CartPole-v1': cartPoleView,
  'Pendulum-v1': pendulumView,
  'MovingParticle-v0': movingParticleView,
  'MovingParticleContinuous-v0': movingParticleView,
}
