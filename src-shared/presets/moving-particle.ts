import { actorCritic, normalizedReinforce, preset } from './preset.ts'

export const movingParticle = {
  'moving-particle': preset(
    'Moving particle',
    'A particle learns to walk into a goal disc, from anywhere in the unit square.',
    {
      environment: { id: 'MovingParticle-v0' },
      policy: { kind: 'mlp', hiddenSizes: [32, 32], normalizeObservations: true },
      estimator: normalizedReinforce,
      optimizer: { kind: 'adam', learningRate: 0.003, schedule: 'linear' },
      batch: { episodes: 32 },
      budget: { environmentSteps: 600_000 },
    },
  ),
  'moving-particle-continuous': preset(
    'Moving particle, any direction',
    'The same with a Gaussian angle, which must turn round at the goal: a wide σ at first finds both sides.',
    {
      environment: { id: 'MovingParticleContinuous-v0' },
      policy: {
        kind: 'mlp',
        hiddenSizes: [64, 64],
        initialSigma: 2,
        normalizeObservations: true,
      },
      estimator: actorCritic(0.99, 0.95),
      optimizer: { kind: 'adam', learningRate: 0.01, schedule: 'linear' },
      batch: { environmentSteps: 8192, environments: 128 },
      budget: { environmentSteps: 1_998_848 },
    },
  ),
} as const
