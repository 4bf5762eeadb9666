import { parseRunConfig, type RunConfig, type RunConfigInput } from '../run-config.ts'

/** A configuration that is known to learn, to start from. */
export interface Preset {
  readonly title: string
  readonly summary: string
  readonly config: RunConfig
}

export const preset = (title: string, summary: string, config: RunConfigInput): Preset => ({
  title,
  summary,
  config: parseRunConfig(config),
})

/** REINFORCE as it is mostly used: rewards-to-go, normalised over the batch, each step counted once. */
export const normalizedReinforce = {
  gamma: 0.99,
  normalizeAdvantages: true,
  average: 'steps',
} as const satisfies RunConfigInput['estimator']

/** A learned V(s) as baseline, GAE, and bootstrapping where an episode is cut short. */
export const actorCritic = (
  gamma: number,
  gaeLambda: number,
  minibatchSteps = 256,
): NonNullable<RunConfigInput['estimator']> => ({
  gamma,
  baseline: 'value',
  gaeLambda,
  normalizeAdvantages: true,
  average: 'steps',
  truncation: 'bootstrap',
  value: { minibatchSteps },
})
