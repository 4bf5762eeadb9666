import { parseRunConfig, type RunConfig, type RunConfigInput } from '#shared/run-config.ts'

/** A small configuration that trains in milliseconds; `changes` replace whole sections. */
export const exampleConfig = (changes: Partial<RunConfigInput> = {}): RunConfig =>
  parseRunConfig({
    environment: { id: 'CartPole-v1' },
    policy: { kind: 'mlp', hiddenSizes: [8] },
    estimator: {},
    optimizer: { kind: 'adam', learningRate: 0.01 },
    batch: { episodes: 4 },
    budget: { updates: 5 },
    ...changes,
  })
