import { parseRunConfig, type RunConfig, type RunConfigInput } from '#shared/run-config.ts'

/** 4096 steps from 16 environments, two hidden layers of 64: what all speeds are measured on. */
const fixedSteps = { environmentSteps: 4096, environments: 16 } as const
const endless = { environmentSteps: 1_000_000_000, stopWhenSolved: false } as const

const config = (
  environment: RunConfigInput['environment'],
  batch: RunConfigInput['batch'] = fixedSteps,
): RunConfig =>
  parseRunConfig({
    environment,
    policy: { kind: 'mlp', hiddenSizes: [64, 64], activation: 'tanh' },
    optimizer: { kind: 'adam', learningRate: 0.003 },
    batch,
    budget: endless,
  })

export const cartPole = config({ id: 'CartPole-v1' })
export const cartPoleTrajectories = config({ id: 'CartPole-v1' }, { episodes: 16 })
export const pendulum = config({ id: 'Pendulum-v1' })
export const movingParticle = config({ id: 'MovingParticle-v0' })

/**
 * Floating-point operations of one environment step: 2 for each weight forward, 2 for its gradient,
 * and 2 backwards for each weight that is not in the first layer. Heads and activations not counted.
 */
export function operationsPerStep(sizes: readonly number[]): number {
  const weights = sizes.slice(1).map((size, i) => size * sizes[i]!)
  const all = weights.reduce((sum, n) => sum + n, 0)
  return 2 * all + 2 * all + 2 * (all - weights[0]!)
}
