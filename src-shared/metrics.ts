/** One finished episode, as training produced it. */
export interface Episode {
  /** Position in the run, from 0. */
  readonly index: number
  /** Undiscounted sum of rewards. */
  readonly episodeReturn: number
  /** Steps taken. */
  readonly length: number
  readonly terminated: boolean
  readonly truncated: boolean
  /** Environment steps of the run up to the end of this episode. */
  readonly environmentSteps: number
}

/** An episode as it is stored: with the training time, pauses left out, at which it was known. */
export interface StoredEpisode extends Episode {
  readonly wallTimeMs: number
}

/** One change of the parameters and what could be seen at it. */
export interface Update {
  /** Position in the run, from 0. */
  readonly index: number
  /** Episodes finished up to this update. */
  readonly episodes: number
  readonly environmentSteps: number
  /** Mean undiscounted return of the episodes that finished in the batch; null: none did. */
  readonly meanReturn: number | null
  /** Euclidean length of the gradient estimate, entropy bonus included, before any clipping. */
  readonly gradientNorm: number
  /**
   * tr Ĉov = 1/(K−1) Σ‖g_k − ḡ‖² of the trajectories' gradients g_k = Σ_t ∇log π·(weight − b), without
   * the entropy bonus; null for fewer than two trajectories.
   */
  readonly gradientCovarianceTrace: number | null
  /**
   * tr Ĉov / (‖ḡ‖² − tr Ĉov/K), where the subtraction removes what noise adds to ‖ḡ‖²; null for fewer
   * than two trajectories, or if the signal does not exceed rounding.
   */
  readonly noiseToSignal: number | null
  /**
   * Mean KL(old ‖ new) of the policy across the update, in nats, exact in each observation: over the
   * whole batch if the optimizer bounds it (TRPO, PPO with a target), otherwise over up to 128
   * observations.
   */
  readonly kl: number
  /** Mean of −log π(a|s) expected under π, over the batch's observations, in nats. */
  readonly entropy: number
  /**
   * Mean of what the estimator subtracted, over the batch's steps (for the optimal baseline, over the
   * components of θ); null without a baseline.
   */
  readonly baseline: number | null
  /** Standard deviation of a Gaussian policy, mean over action dimensions; null: categorical. */
  readonly sigma: number | null
  /**
   * 1 − Var(G − V)/Var(G) over the batch's steps; null without a learned value function, or if all
   * returns are equal.
   */
  readonly explainedVariance: number | null
  /** Mean squared error of the value function on its targets, before it learned from them; null: none. */
  readonly valueLoss: number | null
  /** α of this update, after its schedule; null: the optimizer has none. */
  readonly learningRate: number | null
  /** Share of the rows whose probability ratio PPO clipped, over its last pass; null: nothing clips. */
  readonly clipFraction: number | null
  /** Share of the full step that a line search accepted, 0: none; null: no line search. */
  readonly stepScale: number | null
  /** Share of the action components outside the environment's range; null: no bounds. */
  readonly clippedActions: number | null
  /**
   * max_j |z_j|, z_j = mean over standard error, over the K trajectories, of s_k = Σ_t ∂log π(a_t|s_t)/∂outputs;
   * null: fewer than two trajectories, or no spread.
   */
  readonly scoreGauge: number | null
}

export interface StoredUpdate extends Update {
  readonly wallTimeMs: number
}

/** How far a run has come. Kept up to date with every stored batch. */
export interface Progress {
  readonly episodes: number
  readonly environmentSteps: number
  readonly updates: number
  /** Time spent training, pauses left out. */
  readonly wallTimeMs: number
  /** Mean return of the last 100 finished episodes (of fewer, while there are fewer); null: none. */
  readonly meanReturnLast100: number | null
  /** s/√n of the returns in `meanReturnLast100`, n of them; null: fewer than 2, or not kept. */
  readonly standardErrorLast100: number | null
  /** The same of the last 10 and of the last 1000; null: none, or not kept. */
  readonly meanReturnLast10: number | null
  readonly meanReturnLast1000: number | null
  /** Return of the last finished episode; null: none, or not kept. */
  readonly lastReturn: number | null
  /** Largest mean return of any 100 consecutive episodes; null: fewer than 100. */
  readonly bestMeanReturn100: number | null
  /** Σ R·T / Σ T over all finished episodes, of return R and length T; null: none, or not kept. */
  readonly areaUnderCurve: number | null
  /** Share of the last 100 episodes that reached the goal; null: the environment has no goal. */
  readonly successRateLast100: number | null
  /** Where the mean return of the last 100 episodes first reached the threshold. */
  readonly solvedAt: SolvedAt | null
}

export interface SolvedAt {
  /** Index of the episode, from 0. */
  readonly episode: number
  readonly environmentSteps: number
  readonly wallTimeMs: number
}

/** Episodes it took to solve the environment: where the learning curve crosses the threshold. */
export const episodesUntilSolved = ({ episode }: SolvedAt): number => episode + 1

/** What can be drawn from a run's episodes. */
export const episodeMetrics = ['episodeReturn', 'length'] as const
/** What can be drawn from a run's updates. */
export const updateMetrics = [
  'meanReturn',
  'gradientNorm',
  'gradientCovarianceTrace',
  'kl',
  'entropy',
  'baseline',
  'sigma',
  'noiseToSignal',
  'scoreGauge',
  'explainedVariance',
  'valueLoss',
  'learningRate',
  'clipFraction',
  'stepScale',
  'clippedActions',
] as const satisfies (keyof Update)[]
export type UpdateMetric = (typeof updateMetrics)[number]
export const metrics = [...episodeMetrics, ...updateMetrics] as const
export type Metric = (typeof metrics)[number]

/** What a curve may be drawn against. */
export const horizontalAxes = ['episodes', 'environmentSteps', 'updates', 'wallTimeMs'] as const
export type HorizontalAxis = (typeof horizontalAxes)[number]
export const isHorizontalAxis = (axis: HorizontalAxis | Metric): axis is HorizontalAxis =>
  (horizontalAxes as readonly string[]).includes(axis)

/** A number's name on screen and the definition it owes its reader. */
export interface Definition {
  readonly label: string
  readonly unit?: string
  readonly definition: string
}

export const metricDefinitions: Readonly<Record<Metric, Definition>> = {
  episodeReturn: {
    label: 'Episode return',
    definition: 'Σ_t r_t, the undiscounted sum of the rewards of one episode',
  },
  length: { label: 'Episode length', unit: 'steps', definition: 'Steps taken in one episode' },
  meanReturn: {
    label: 'Batch mean return',
    definition: 'Mean undiscounted return of the episodes that finished in one batch',
  },
  gradientNorm: {
    label: 'Gradient norm',
    definition:
      '‖ĝ‖₂, Euclidean length of the gradient estimate of one update, entropy bonus included, before clipping',
  },
  gradientCovarianceTrace: {
    label: 'Gradient variance',
    definition:
      'tr Ĉov = 1/(K−1) Σ‖g_k − ḡ‖², spread of the K trajectories’ gradients g_k = Σ_t ∇log π·(weight − b) of one batch, without the entropy bonus and divided by neither K nor steps. No value where K < 2',
  },
  kl: {
    label: 'KL old ‖ new',
    unit: 'nats',
    definition:
      'Mean KL(π_old ‖ π_new) across one update, exact in each observation: over the whole batch with TRPO and with PPO’s target KL, which bound it, otherwise over up to 128 evenly spaced ones',
  },
  entropy: {
    label: 'Entropy',
    unit: 'nats',
    definition: 'H = −E_π[log π(a|s)], exact, mean over the observations of one batch',
  },
  baseline: {
    label: 'Baseline',
    definition:
      'b, what the estimator subtracted from the weights of a batch, mean over its steps; for the optimal baseline, which differs between the components of θ, mean over these. 0 before the baseline has learned anything: in the first batch, and with leave-one-out if there is no other trajectory. No value without a baseline',
  },
  sigma: {
    label: 'Policy σ',
    definition:
      'Standard deviation of the Gaussian policy after the update, mean over action dimensions',
  },
  noiseToSignal: {
    label: 'Noise to signal',
    definition:
      'NSR = tr Ĉov / (‖ḡ‖² − tr Ĉov/K) of the K trajectories’ gradients of one batch, without the entropy bonus: a K near it makes noise and signal equally long. No value where K < 2, or where the estimated signal does not exceed rounding, as when a single trajectory was rewarded',
  },
  scoreGauge: {
    label: 'Score gauge',
    definition:
      'max_j |z_j| with z_j = mean/standard error over the K trajectories of one batch of Σ_t ∂log π(a_t|s_t)/∂output_j (and ∂log σ_j where learned), whose expectation is 0. To compare with: the quantile of Student’s t with K − 1 degrees of freedom at 1 − 0.01/(2m), m numbers; beyond it in more than about 1 % of the updates, actions are not drawn from the π that is differentiated',
  },
  explainedVariance: {
    label: 'Explained variance',
    definition:
      '1 − Var(G − V)/Var(G) over the steps of one batch, G to be continued by V where episodes bootstrap: 1 is a perfect value function, 0 no better than a constant. No value where all G are equal',
  },
  valueLoss: {
    label: 'Value loss',
    definition:
      'Mean squared error of V(s_t) on its targets over the steps of one batch, before V learned from them',
  },
  learningRate: {
    label: 'Learning rate',
    definition: 'α of one update, as its schedule left it',
  },
  clipFraction: {
    label: 'Clipped rows',
    definition:
      'Share of the steps whose probability ratio lay outside the clipping range, over the last pass of one update',
  },
  stepScale: {
    label: 'Step scale',
    definition:
      'Share of the full step that the line search accepted; 0: none, nothing was changed',
  },
  clippedActions: {
    label: 'Clipped actions',
    definition:
      'Share of the action components of one batch outside the environment’s range; it clips them, the policy’s log π does not',
  },
}

/** Names and definitions of the numbers in `Progress`. */
export const progressDefinitions = {
  episodes: { label: 'Episodes', definition: 'Episodes finished and stored' },
  environmentSteps: {
    label: 'Environment steps',
    definition:
      'Actions taken in the environment up to the end of the last stored episode or update',
  },
  updates: { label: 'Updates', definition: 'Changes of the policy parameters' },
  wallTimeMs: {
    label: 'Training time',
    definition: 'Time spent training; waiting and pauses left out',
  },
  meanReturnLast100: {
    label: 'Mean return (last 100)',
    definition:
      'Mean undiscounted return of the last 100 finished episodes; of all while there are fewer',
  },
  standardErrorLast100: {
    label: 'Standard error (last 100)',
    definition:
      '± standard error of the mean, s/√n of the returns of the last n ≤ 100 finished episodes, s with n − 1; the policy changed while they were played',
  },
  lastReturn: {
    label: 'Last return',
    definition: 'Undiscounted return of the last finished episode: one draw, which has no error',
  },
  meanReturnLast10: {
    label: 'Mean return (last 10)',
    definition:
      'Mean undiscounted return of the last 10 finished episodes; of all while there are fewer',
  },
  meanReturnLast1000: {
    label: 'Mean return (last 1000)',
    definition:
      'Mean undiscounted return of the last 1,000 finished episodes; of all while there are fewer',
  },
  bestMeanReturn100: {
    label: 'Best mean return (100)',
    definition: 'Largest mean undiscounted return of any 100 consecutive episodes',
  },
  areaUnderCurve: {
    label: 'Mean return over training',
    definition:
      'Area under the learning curve over environment steps, per step: Σ R·T / Σ T over all finished episodes, of return R and length T. Early learning counts as much as the end; to be compared between runs of the same budget',
  },
  successRateLast100: {
    label: 'Goal reached (last 100)',
    unit: '%',
    definition: 'Share of the last 100 finished episodes that ended in the goal',
  },
  solvedAt: {
    label: 'Solved at',
    definition:
      'Episodes finished when the mean return of the last 100 of them first reached the environment’s threshold',
  },
} as const satisfies Record<keyof Progress, Definition>
