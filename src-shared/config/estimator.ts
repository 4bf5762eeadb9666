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
      .enum(['none', 'mean', 'time-mean', 'leave-one-out', 'optimal', 'value'])
      .default('mean')
      .describe(
        'Subtracted from the weight to lower its variance. No bias as long as b does not depend on the action it judges, since E[∇log π·b] = b·∇Σπ = 0; so none of these use the trajectory’s own rewards. mean: one running mean of the weights of earlier batches, from that of the first on nine tenths old and one tenth new; the first batch is judged against 0. time-mean: such a mean for every step t, over the earlier trajectories that got to t; 0 for the first that do. leave-one-out (RLOO): the mean over the other K − 1 trajectories of the same batch, of their returns or of their rewards-to-go at the same t, 0 for those already over, and 0 for a trajectory that has no others; they are drawn independently, so b depends on its own trajectory through t alone. optimal: for each component k of θ the constant of least variance, b_k = E[S_k²·R(τ)]/E[S_k²] with S = Σ_t ∇log π(a_t|s_t), both expectations from earlier batches in the same nine-tenths way; for the weight return. value: V(s_t), a network of its own that estimates the reward-to-go of a state; it learns from each batch only after that batch was judged, so that it adds no bias to plain rewards-to-go. none and mean are the same once advantages are normalised, which subtracts a mean of its own.',
      )
      .meta({ title: 'Baseline', formula: 'b' }),
    gaeLambda: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .default(null)
      .describe(
        'Generalised advantage estimation (Schulman et al. 2016), with the baseline value: the advantage is Σ_i (γλ)^i δ_{t+i} of the errors δ_t = r_t + γ·V(s_{t+1}) − V(s_t). 1 is G_t − V(s_t), without bias; 0 trusts V after one step, with the least variance. Biased for λ < 1: whatever V gets wrong goes into the gradient. Empty: G_t − V(s_t).',
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
        'Divide the sum over a batch by its number of trajectories, or by its number of steps. steps is a ratio of two random numbers and therefore biased.',
      )
      .meta({ title: 'Average over' }),
    truncation: z
      .enum(['terminal', 'bootstrap', 'time-aware'])
      .default('terminal')
      .describe(
        'What it means that the time limit cuts an episode short. terminal: an end like any other, with no return beyond it. The objective is then the return within the limit, but what a state is worth depends on the time that is left, which nobody sees; as an estimate for the task without a limit it is biased, for it counts everything after the cut as 0. In batches of a fixed number of steps it also loses what an episode earns in the next batch, which is biased for either task. bootstrap, with the baseline value: γ·V of the state where the limit or the end of a batch of steps cut the episode is added, never where it terminated. That aims at the task without a limit, and is biased by what V gets wrong there. time-aware (Pardo et al. 2018): the same end, and the network is also given the share of the limit that is left, from 1 at the start to 0 at the limit. Time becomes part of the state, so the end at the limit is a true terminal state. Features of a linear policy treat it as one more component of the observation; a table has one weight per action for it.',
      )
      .meta({ title: 'Time limit' }),
    entropyCoefficient: z
      .number()
      .min(0)
      .max(1000)
      .default(0)
      .describe(
        'Adds β·∇H(π(·|s_t)) to every step, averaged like the rest, so that the policy stays random for longer and does not settle too early. Biased for J: with β > 0 it is J plus β times the entropy at the visited states that grows, and its optimum is a more random policy; how actions lead to states of more entropy is left out. On continuous actions it acts on σ alone.',
      )
      .meta({ title: 'Entropy bonus', formula: 'β' }),
  })
  .meta({ title: 'Estimator', formula: 'ĝ = 1/K Σ_k Σ_t ∇log π(a_t|s_t)·(weight − b)' })
