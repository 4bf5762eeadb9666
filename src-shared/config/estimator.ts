import * as z from 'zod'

/** The network that estimates V(s), and how it learns. */
const valueSettings = z
  .strictObject({
    hiddenSizes: z
      .array(z.int().min(1).max(65_536))
      .max(8)
      .default([64, 64])
      .describe(
        'Width of each hidden layer of the value network; empty: linear. It is given what the policy is given.',
      )
      .meta({ title: 'Value network' }),
    activation: z
      .enum(['tanh', 'relu'])
      .default('tanh')
      .describe('Nonlinearity after each hidden layer of the value network')
      .meta({ title: 'Value activation', rare: true }),
    learningRate: z
      .number()
      .positive()
      .default(0.001)
      .describe(
        'Step size of Adam on the mean squared error of V. Targets are rewards-to-go, or with GAE the λ-returns A_t + V(s_t), shifted and scaled by their running mean and deviation, so one rate suits returns of any size.',
      )
      .meta({ title: 'Value learning rate', formula: 'α_V', scale: 'logarithmic' }),
    epochs: z
      .int()
      .min(1)
      .max(1000)
      .default(5)
      .describe('Passes of the value network over each batch; each costs about a policy gradient')
      .meta({ title: 'Value epochs', rare: true }),
    minibatchSteps: z
      .int()
      .min(1)
      .max(10_000_000)
      .default(256)
      .describe('Steps, drawn without replacement, for each Adam step of the value network')
      .meta({ title: 'Value minibatch', rare: true }),
  })
  .describe('Used with the baseline value only')
  .meta({ title: 'Value function', formula: 'V(s)' })

/** How a batch of trajectories becomes an estimate of ∇J. */
export const estimator = z
  .strictObject({
    weight: z
      .enum(['return', 'reward-to-go'])
      .default('reward-to-go')
      .describe(
        'What multiplies ∇log π(a_t|s_t).\nreturn: the whole trajectory’s return R(τ), the first policy gradient.\nreward-to-go: only the rewards from step t on, REINFORCE (Williams 1992).',
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
      .enum(['none', 'mean', 'time-mean', 'leave-one-out', 'optimal', 'value'])
      .default('mean')
      .describe(
        'Subtracted from the weight to lower its variance. Without bias: b never depends on the action it judges.\nnone: nothing.\nmean: a running mean of the weights of earlier batches, nine tenths old and one tenth new, from that of the first on; 0 for the first batch.\ntime-mean: such a mean for every step t, over the earlier trajectories that got to t; 0 for the first that do.\nleave-one-out: RLOO, the mean over the other K − 1 trajectories of the batch, of their returns or of their rewards-to-go at the same t; 0 for those already over, and 0 where there are no others.\noptimal: for each component k of θ the constant of least variance, b_k = E[S_k²·R(τ)]/E[S_k²] with S = Σ_t ∇log π(a_t|s_t), both from earlier batches in the same nine-tenths way; for the weight return.\nvalue: V(s_t), a network of its own, which learns from each batch only after that batch was judged.\nnone and mean are the same once advantages are normalised.',
      )
      .meta({ title: 'Baseline', formula: 'b' }),
    gaeLambda: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .default(null)
      .describe(
        'Generalised advantage estimation (Schulman et al. 2016): the advantage is Σ_i (γλ)^i δ_{t+i} with δ_t = r_t + γ·V(s_{t+1}) − V(s_t). Needs the baseline value.\n1: G_t − V(s_t), without bias.\n0: trusts V after one step, with the least variance.\nbelow 1: biased by what V gets wrong.\nempty: G_t − V(s_t).',
      )
      .meta({ title: 'GAE λ' }),
    value: valueSettings.prefault({}),
    normalizeAdvantages: z
      .boolean()
      .default(false)
      .describe(
        'Shift and scale the advantages of a batch to mean 0 and standard deviation 1, over all of its n steps at once and with n in the denominator (Spinning Up does so; Stable-Baselines3 takes every minibatch by itself, with n − 1). 10⁻⁸ is added to the deviation. Biased: mean and deviation depend on the actions they judge.',
      )
      .meta({ title: 'Normalise advantages' }),
    average: z
      .enum(['trajectories', 'steps'])
      .default('trajectories')
      .describe(
        'What the sum over a batch is divided by.\ntrajectories: their number K.\nsteps: the number of steps, a ratio of two random numbers and therefore biased.',
      )
      .meta({ title: 'Average over' }),
    truncation: z
      .enum(['terminal', 'bootstrap', 'time-aware'])
      .default('terminal')
      .describe(
        'How the return of an episode is treated when the time limit truncates it.\nterminal: an end like any other, with no return beyond it. Biased for the task without a limit, as everything after the cut counts as 0. In batches of a fixed number of steps it also loses what an episode earns in the next batch.\nbootstrap: γ·V of the state where the limit or the end of a batch of steps cut the episode is added, never where it terminated. Aims at the task without a limit, biased by what V gets wrong. Needs the baseline value.\ntime-aware: the same end as terminal, and the policy also sees the share of the limit that is left, from 1 to 0 (Pardo et al. 2018). A linear policy takes it as one more component of the observation; a table has one weight per action for it.',
      )
      .meta({ title: 'Time limit' }),
    entropyCoefficient: z
      .number()
      .min(0)
      .max(1000)
      .default(0)
      .describe(
        'Adds β·∇H(π(·|s_t)) to every step, averaged like the rest, so that the policy stays random for longer. Biased for J: with β > 0, J plus β times the entropy at the visited states grows. On continuous actions it acts on σ alone.',
      )
      .meta({ title: 'Entropy bonus', formula: 'β' }),
  })
  .meta({ title: 'Estimator', formula: 'ĝ = 1/K Σ_k Σ_t ∇log π(a_t|s_t)·(weight − b)' })
