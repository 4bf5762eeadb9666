import { describeEnvironment } from '../environments.ts'
import type { RunConfig } from './shape.ts'
import type { Disagreement } from './disagreement.ts'

/** Fields of the estimator that make no sense beside one another, or beside the batch. */
export function estimatorDisagreements(config: RunConfig): Disagreement[] {
  const { environment, policy, estimator, optimizer, batch } = config
  const { weight, baseline, gaeLambda, truncation, entropyCoefficient } = estimator
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
  if (baseline === 'value' && weight === 'return') {
    refuse(
      'baseline',
      'value estimates what is still to come, but estimator.weight return also holds what is past; use reward-to-go, or another baseline',
    )
  }
  if (gaeLambda !== null && baseline !== 'value') {
    refuse(
      'gaeLambda',
      `is ${gaeLambda}, but needs V(s), and estimator.baseline is ${baseline}; use value, or leave it empty`,
    )
  }
  if (truncation === 'bootstrap' && baseline !== 'value') {
    refuse(
      'truncation',
      `bootstrap needs V(s), but estimator.baseline is ${baseline}; use value, or terminal or time-aware`,
    )
  }
  if (baseline === 'optimal') {
    if (weight !== 'return') {
      refuse(
        'baseline',
        'optimal is one constant for the whole trajectory’s score, but estimator.weight is reward-to-go; use return, or another baseline',
      )
    }
    if (optimizer.kind === 'trpo' || optimizer.kind === 'ppo') {
      refuse(
        'baseline',
        `optimal differs between the parameters, but optimizer.kind ${optimizer.kind} weighs whole steps; use another baseline, or another optimizer`,
      )
    }
    if (estimator.normalizeAdvantages) {
      refuse(
        'baseline',
        'optimal differs between the parameters, but estimator.normalizeAdvantages needs one advantage for all of them; switch it off, or use another baseline',
      )
    }
  }
  const { actionSpace } = describeEnvironment(environment)
  if (
    entropyCoefficient > 0 &&
    actionSpace.kind === 'continuous' &&
    policy.kind !== 'softmax-linear' &&
    policy.sigma === 'fixed'
  ) {
    refuse(
      'entropyCoefficient',
      `is ${entropyCoefficient}, but with policy.sigma fixed the entropy is a constant; use 0, or learned`,
    )
  }
  return found
}
