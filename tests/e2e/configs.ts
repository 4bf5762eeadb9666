import { presets } from '#shared/presets.ts'
import type { RunConfig } from '#shared/run-config.ts'

const cartPole = presets['cartpole-reinforce']!.config

/** Trains on, solved or not, for so many environment steps. */
export const cartPoleFor = (environmentSteps: number, seed = 1): RunConfig => ({
  ...cartPole,
  budget: { environmentSteps, stopWhenSolved: false },
  seed,
})

/** Trains far longer than any test. */
export const endless = cartPoleFor(1_000_000_000)
