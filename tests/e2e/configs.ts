import { presets } from '#shared/presets.ts'
import type { RunConfig } from '#shared/run-config.ts'

const cartPole = presets['cartpole-reinforce']!.config

/** Trains on, solved or not, for so many environment steps. */
export const cartPoleFor = (environmentSteps: number, seed = 1): RunConfig => ({
  ...cartPole,
  budget: { environmentSteps, stopWhenSolved: false },
  seed,
})

/** Two learning rates and two discounts, each with two seeds. */
export const smallExperiment = {
  name: 'Learning rates and discounts',
  question: 'Do they interact?',
  sweep: {
    config: cartPoleFor(2000),
    vary: [
      { path: 'optimizer.learningRate', values: [0.01, 0.03] },
      { path: 'estimator.gamma', values: [0.9, 0.99] },
    ],
    seeds: [1, 2],
  },
}

/** Trains far longer than any test. */
export const endless = cartPoleFor(1_000_000_000)
