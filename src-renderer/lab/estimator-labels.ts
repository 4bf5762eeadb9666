import type { LabEstimatorName } from '#shared/gradient-check.ts'

interface EstimatorText {
  readonly label: string
  /** What it weighs ∇log π(a_t|s_t) with. */
  readonly definition: string
}

/** How the lab speaks of its estimators. */
export const estimatorTexts: Readonly<Record<LabEstimatorName, EstimatorText>> = {
  return: { label: 'Return', definition: 'R(τ), the whole trajectory’s return: plain PG.' },
  'return-mean': {
    label: 'Return − mean',
    definition: 'R(τ) − J: the limit of the mean baseline.',
  },
  'return-optimal': {
    label: 'Return − optimal',
    definition:
      'R(τ) − b_k for every component k of θ, b_k = E[S_k² R]/E[S_k²] with S = Σ ∇log π, learned from 16 batches of 256 other trajectories, each worth nine tenths of the next.',
  },
  'reward-to-go': {
    label: 'Reward-to-go',
    definition: 'γᵗ G_t, only the rewards from step t on: REINFORCE.',
  },
  'reward-to-go-mean': {
    label: 'Reward-to-go − mean',
    definition: 'γᵗ (G_t − b) with b = E[Σ G_t]/E[T], the limit of the mean baseline.',
  },
  'reward-to-go-time-mean': {
    label: 'Reward-to-go − time mean',
    definition: 'γᵗ (G_t − b_t) with b_t = E[G_t | T > t], the limit of the mean for every step.',
  },
  'reward-to-go-leave-one-out': {
    label: 'Reward-to-go − leave-one-out',
    definition:
      'γᵗ (G_t − b) with b the mean over the other K − 1 trajectories at the same t, 0 of those that are over.',
  },
  'reward-to-go-exact-value': {
    label: 'Reward-to-go − exact V',
    definition: 'γᵗ (G_t − V_t(s_t)) with the exact V under the horizon.',
  },
  'gae-exact-value': {
    label: 'GAE, exact V',
    definition: 'γᵗ Σ (γλ)ᵏ δ_{t+k}, λ = 0.95, with temporal differences of the exact V.',
  },
  'normalized-advantages': {
    label: 'Normalised advantages',
    definition: 'γᵗ (G_t − mean)/deviation over the batch. Biased.',
  },
  'average-steps': {
    label: 'Averaged over steps',
    definition: 'Σ over the batch divided by its number of steps: goes to ∇J/E[T]. Biased.',
  },
  'discount-dropped': {
    label: 'γᵗ dropped',
    definition: 'G_t without γᵗ: when γ < 1 the gradient of no objective. Biased.',
  },
}
