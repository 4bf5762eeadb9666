import type { RunConfig } from './shape.ts'
import type { Disagreement } from './disagreement.ts'

/** Fields of the optimizer that make no sense beside one another, or beside the batch. */
export function optimizerDisagreements({ optimizer, batch }: RunConfig): Disagreement[] {
  if (optimizer.kind !== 'ppo' || !('environmentSteps' in batch)) return []
  if (optimizer.minibatchSteps <= batch.environmentSteps) return []
  return [
    {
      path: ['optimizer', 'minibatchSteps'],
      message: `is ${optimizer.minibatchSteps}, more than batch.environmentSteps ${batch.environmentSteps}; a minibatch is a part of the batch, so use at most as many`,
    },
  ]
}
