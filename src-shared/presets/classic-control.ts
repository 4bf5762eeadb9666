import type { RunConfigInput } from '../run-config.ts'
import { actorCritic, normalizedReinforce, preset } from './preset.ts'

/**
 * Starts all over the valley, moving slowly. From the bottom a random policy never reaches the top
 * within the limit, so there is nothing to learn from; policies are judged from the bottom all the same.
 */
const allOverTheValley = {
  kind: 'box',
  low: [-1.2, -0.02],
  high: [0.45, 0.02],
} as const satisfies RunConfigInput['environment']['initialState']

export const classicControl = {
  'cartpole-reinforce': preset(
    'CartPole, REINFORCE',
    'Reward-to-go, advantages normalised over each batch, Adam; balances the pole for 475 of 500 steps on average.',
    {
      environment: { id: 'CartPole-v1' },
      policy: { kind: 'mlp', hiddenSizes: [64, 64] },
      estimator: normalizedReinforce,
      optimizer: { kind: 'adam', learningRate: 0.01 },
      batch: { episodes: 16 },
      budget: { environmentSteps: 500_000, stopWhenSolved: true },
    },
  ),
  'cartpole-ppo': preset(
    'CartPole, PPO',
    'A learned value function, GAE and PPO’s clipped passes; balances the pole for all 500 steps within 200,000.',
    {
      environment: { id: 'CartPole-v1' },
      policy: { kind: 'mlp', hiddenSizes: [64, 64] },
      estimator: actorCritic(0.99, 0.95),
      optimizer: { kind: 'ppo', learningRate: 0.001, schedule: 'linear', minibatchSteps: 256 },
      batch: { environmentSteps: 2048, environments: 16 },
      budget: { environmentSteps: 196_608, stopWhenSolved: false },
    },
  ),
  acrobot: preset(
    'Acrobot',
    'Two links learn to swing their end above the bar, with PPO and a learned value function.',
    {
      environment: { id: 'Acrobot-v1' },
      policy: { kind: 'mlp', hiddenSizes: [64, 64], normalizeObservations: true },
      estimator: actorCritic(0.99, 0.95),
      optimizer: { kind: 'ppo', learningRate: 0.001, schedule: 'linear', minibatchSteps: 256 },
      batch: { environmentSteps: 4096, environments: 16 },
      budget: { environmentSteps: 401_408, stopWhenSolved: false },
    },
  ),
  'mountain-car': preset(
    'Mountain car',
    'A linear softmax on tiles, with a learned value function, swings the car up from the bottom; training starts all over the valley.',
    {
      environment: { id: 'MountainCar-v0', initialState: allOverTheValley },
      policy: { kind: 'softmax-linear', features: 'tile-coding' },
      estimator: { ...actorCritic(1, 0.98, 512), entropyCoefficient: 0.01 },
      optimizer: { kind: 'adam', learningRate: 0.03, schedule: 'linear' },
      batch: { environmentSteps: 8192, environments: 64 },
      budget: { environmentSteps: 999_424, stopWhenSolved: false },
    },
  ),
  'mountain-car-continuous': preset(
    'Mountain car, continuous',
    'A Gaussian network swings the car up with as little force as it can, with PPO; training starts all over the valley.',
    {
      environment: { id: 'MountainCarContinuous-v0', initialState: allOverTheValley },
      policy: {
        kind: 'mlp',
        hiddenSizes: [64, 64],
        initialSigma: 1,
        normalizeObservations: true,
      },
      estimator: actorCritic(0.999, 0.98, 512),
      optimizer: {
        kind: 'ppo',
        learningRate: 0.001,
        schedule: 'linear',
        minibatchSteps: 512,
        epochs: 5,
      },
      batch: { environmentSteps: 8192, environments: 64 },
      budget: { environmentSteps: 401_408, stopWhenSolved: false },
    },
  ),
  pendulum: preset(
    'Pendulum',
    'A Gaussian network swings a pendulum up and holds it, with PPO, GAE and a learned value function.',
    {
      environment: { id: 'Pendulum-v1' },
      policy: { kind: 'mlp', hiddenSizes: [64, 64], initialSigma: 1 },
      estimator: actorCritic(0.95, 0.95),
      optimizer: { kind: 'ppo', learningRate: 0.001, schedule: 'linear', minibatchSteps: 128 },
      batch: { environmentSteps: 4096, environments: 16 },
      budget: { environmentSteps: 499_712, stopWhenSolved: false },
    },
  ),
} as const
