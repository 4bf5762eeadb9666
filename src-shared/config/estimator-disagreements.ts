import type { RunConfig } from '../run-config.ts'
import type { Disagreement } from './disagreements.ts'

/** Fields of the estimator that make no sense beside one another, or beside the batch. */
export function estimatorDisagreements({ estimator, batch }: RunConfig): Disagreement[] {
  const { weight, baseline } = estimator
  const found: Disagreement[] = []
  const refuse = (field: string, message: string) =>
    found.push({ path: ['estimator', field], message })

  if (baseline === 'time-mean' && weight === 'return') {
    refuse(
      'baseline',
      'time-mean is a mean of rewards-to-go by step, but estimator.weight return is the same at every step; use mean or leave-one-out',
    )
  }
  if (baseline === 'leave-one-out') {
    if (!('episodes' in batch)) {
      refuse(
        'baseline',
        'leave-one-out compares complete trajectories, but batch.environmentSteps cuts them; use batch.episodes, or mean or time-mean',
      )
    } else if (batch.episodes === 1) {
      refuse(
        'baseline',
        'leave-one-out needs other trajectories in the batch, but batch.episodes is 1; use at least 2, or mean',
      )
    }
  }
  return found
}
