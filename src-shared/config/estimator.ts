import * as z from 'zod'

/** How a batch of trajectories becomes an estimate of ∇J. */
export const estimator = z
  .strictObject({
    weight: z
      .enum(['return', 'reward-to-go'])
      .default('reward-to-go')
      .describe(
        'What multiplies ∇log π(a_t|s_t). return: the whole trajectory’s return R(τ), the first policy gradient. reward-to-go: only the rewards from step t on, REINFORCE (Williams 1992).',
      )
      .meta({ title: 'Weight', formula: 'R(τ) or G_t' }),
    gamma: z
      .number()
      .min(0)
      .max(1)
      .default(0.99)
      .describe('Discount factor: what a reward one step later is worth')
      .meta({ title: 'Discount', formula: 'γ' }),
    discountStates: z
      .boolean()
      .default(false)
      .describe(
        'Keep the factor γ^t on step t. Off is usual in practice but biased: it is not the gradient of any objective when γ < 1.',
      )
      .meta({ title: 'Keep γᵗ' }),
    baseline: z
      .enum(['none', 'mean'])
      .default('mean')
      .describe(
        'Subtracted from the weight to lower its variance. mean: a running mean of the weights of earlier batches, nine tenths old and one tenth new, so it does not depend on the actions it judges and adds no bias. Without effect on normalised advantages, whose mean is 0 anyway.',
      )
      .meta({ title: 'Baseline', formula: 'b' }),
    normalizeAdvantages: z
      .boolean()
      .default(false)
      .describe(
        'Shift and scale the advantages of a batch to mean 0 and standard deviation 1. Biased: mean and deviation depend on the actions they judge.',
      )
      .meta({ title: 'Normalise advantages' }),
    average: z
      .enum(['trajectories', 'steps'])
      .default('trajectories')
      .describe(
        'Divide the sum over a batch by its number of trajectories, or by its number of steps. steps is a ratio of two random numbers and therefore biased.',
      )
      .meta({ title: 'Average over' }),
  })
  .meta({ title: 'Estimator', formula: 'ĝ = 1/K Σ_k Σ_t ∇log π(a_t|s_t)·(weight − b)' })
