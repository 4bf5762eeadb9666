import { parseRunConfig, type RunConfig, type RunConfigInput } from './run-config.ts'

/** A configuration that is known to learn, to start from. */
export interface Preset {
  readonly title: string
  readonly summary: string
  readonly config: RunConfig
}

const preset = (title: string, summary: string, config: RunConfigInput): Preset => ({
  title,
  summary,
  config: parseRunConfig(config),
})

/** By the name the command line takes. */
export const presets: Readonly<Record<string, Preset>> = {
  'cartpole-reinforce': preset(
    'CartPole, REINFORCE',
    'Reward-to-go, advantages normalised over each batch, Adam; balances the pole for 475 of 500 steps on average.',
    {
      environment: { id: 'CartPole-v1' },
      policy: { kind: 'mlp', hiddenSizes: [64, 64] },
      estimator: { gamma: 0.99, normalizeAdvantages: true, average: 'steps' },
      optimizer: { kind: 'adam', learningRate: 0.01 },
      batch: { episodes: 16 },
      budget: { environmentSteps: 500_000, stopWhenSolved: true },
    },
  ),
  'moving-particle': preset(
    'Moving particle',
    'A particle learns to walk into a goal disc, from anywhere in the unit square.',
    {
      environment: { id: 'MovingParticle-v0' },
      policy: { kind: 'mlp', hiddenSizes: [32, 32] },
      estimator: { gamma: 0.99, normalizeAdvantages: true, average: 'steps' },
      optimizer: { kind: 'adam', learningRate: 0.003 },
      batch: { episodes: 32 },
      budget: { environmentSteps: 2_000_000 },
    },
  ),
}
