import { describe, expect, it } from 'vitest'
import { presets } from '#shared/presets.ts'
import { runConfigSchema, type RunConfigInput } from '#shared/run-config.ts'

const base = presets['cartpole-reinforce']!.config

function problemsOf(
  estimator: RunConfigInput['estimator'],
  others: Partial<RunConfigInput> = {},
): string[] {
  const result = runConfigSchema.safeParse({ ...base, estimator, ...others })
  if (result.success) return []
  return result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
}

describe('an estimator', () => {
  it.each<[RunConfigInput['estimator'], Partial<RunConfigInput>, string]>([
    [
      { baseline: 'time-mean', weight: 'return' },
      {},
      'estimator.baseline time-mean is a mean of rewards-to-go by step, but estimator.weight return is the same at every step; use mean or leave-one-out',
    ],
    [
      { baseline: 'leave-one-out' },
      { batch: { environmentSteps: 64, environments: 4 } },
      'estimator.baseline leave-one-out compares complete trajectories, but batch.environmentSteps cuts them; use batch.episodes, or mean or time-mean',
    ],
    [
      { baseline: 'leave-one-out' },
      { batch: { episodes: 1 } },
      'estimator.baseline leave-one-out needs other trajectories in the batch, but batch.episodes is 1; use at least 2, or mean',
    ],
    [
      { baseline: 'value', weight: 'return' },
      {},
      'estimator.baseline value estimates what is still to come, but estimator.weight return also holds what is past; use reward-to-go, or another baseline',
    ],
    [
      { gaeLambda: 0.95 },
      {},
      'estimator.gaeLambda is 0.95, but needs V(s), and estimator.baseline is mean; use value, or leave it empty',
    ],
    [
      { truncation: 'bootstrap', baseline: 'none' },
      {},
      'estimator.truncation bootstrap needs V(s), but estimator.baseline is none; use value, or terminal or time-aware',
    ],
    [
      { baseline: 'optimal' },
      {},
      'estimator.baseline optimal is one constant for the whole trajectory’s score, but estimator.weight is reward-to-go; use return, or another baseline',
    ],
    [
      { baseline: 'optimal', weight: 'return', normalizeAdvantages: true },
      {},
      'estimator.baseline optimal differs between the parameters, but estimator.normalizeAdvantages needs one advantage for all of them; switch it off, or use another baseline',
    ],
    [
      { baseline: 'optimal', weight: 'return' },
      { optimizer: { kind: 'ppo' } },
      'estimator.baseline optimal differs between the parameters, but optimizer.kind ppo weighs whole steps; use another baseline, or another optimizer',
    ],
    [
      { entropyCoefficient: 0.01 },
      { environment: { id: 'Pendulum-v1' }, policy: { kind: 'mlp', sigma: 'fixed' } },
      'estimator.entropyCoefficient is 0.01, but with policy.sigma fixed the entropy is a constant; use 0, or learned',
    ],
  ])('as %j, beside %j, is refused with one sentence', (estimator, others, sentence) => {
    expect(problemsOf(estimator, others)).toEqual([sentence])
  })

  it.each<RunConfigInput['estimator']>([
    { baseline: 'time-mean' },
    { baseline: 'leave-one-out' },
    { baseline: 'leave-one-out', weight: 'return' },
    { baseline: 'optimal', weight: 'return', entropyCoefficient: 0.01 },
    { baseline: 'value', gaeLambda: 0, truncation: 'bootstrap' },
  ])('as %j is allowed', (estimator) => {
    expect(problemsOf(estimator)).toEqual([])
  })
})
