import type { EnvironmentId } from '../environments.ts'

/** Where each task is from. */
export const environmentSources: Readonly<Record<EnvironmentId, string>> = {
  'CartPole-v1':
    'Barto, Sutton & Anderson (1983); equations of Florian (2007); as in Gymnasium 1.3',
  'Acrobot-v1': 'Sutton (1996); as in Gymnasium 1.3',
  'MountainCar-v0': 'Moore (1990); as in Gymnasium 1.3',
  'MountainCarContinuous-v0': 'Moore (1990); as in Gymnasium 1.3',
  'Pendulum-v1': 'as in Gymnasium 1.3',
  'FrozenLake-v1': 'as in Gymnasium 1.3',
  'CliffWalking-v1': 'Sutton & Barto, example 6.6; as in Gymnasium 1.3',
  'MovingParticle-v0': 'of our own',
  'MovingParticleContinuous-v0': 'of our own',
  'ShortCorridor-v0': 'Sutton & Barto, example 13.1',
  'GaussianBandit-v0': 'of our own',
  'MultiArmedBandit-v0': 'Sutton & Barto, chapter 2',
  'LinearQuadratic-v0': 'the textbook problem of optimal control',
}
