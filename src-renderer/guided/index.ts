import type { GuidedExperiment } from './guided-experiment.ts'
import { howManySeeds } from './how-many-seeds.ts'
import { solveCartPole } from './solve-cartpole.ts'
import { whyRewardToGo } from './why-reward-to-go.ts'

/** In the order in which one would do them. */
export const guidedExperiments: readonly GuidedExperiment[] = [
  solveCartPole,
  whyRewardToGo,
  howManySeeds,
]
