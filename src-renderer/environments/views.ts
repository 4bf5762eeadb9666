import type { EnvironmentId } from '#shared/environments.ts'
import { cartPoleView } from './cart-pole.ts'
import { movingParticleView } from './moving-particle.ts'
import { pendulumView } from './pendulum.ts'
import type { EnvironmentView } from './view.ts'

const numbersView: EnvironmentView = {
  stepsPerSecond: 5,
  aspect: 2,
  draw(context, { width, height }, { state }, colors) {
    context.clearRect(0, 0, width, height)
    context.fillStyle = colors.outline
    context.fillText(state.join(', '), width / 2, height / 2)
  },
}

/** How each environment is drawn. A new environment adds its line here. */
export const environmentViews: Readonly<Record<EnvironmentId, EnvironmentView>> = {
  'CartPole-v1': cartPoleView,
  'Acrobot-v1': numbersView,
  'MountainCar-v0': numbersView,
  'MountainCarContinuous-v0': numbersView,
  'Pendulum-v1': pendulumView,
  'FrozenLake-v1': numbersView,
  'CliffWalking-v1': numbersView,
  'MovingParticle-v0': movingParticleView,
  'MovingParticleContinuous-v0': movingParticleView,
  'ShortCorridor-v0': numbersView,
  'GaussianBandit-v0': numbersView,
  'MultiArmedBandit-v0': numbersView,
  'LinearQuadratic-v0': numbersView,
}
