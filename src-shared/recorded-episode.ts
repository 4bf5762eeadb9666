/** One step of a recorded episode: what was seen, what was chosen and how likely, what it brought. */
export interface RecordedStep {
  readonly observation: readonly number[]
  /** The environment's state vector before the action; what the canvas draws. */
  readonly state: readonly number[]
  /** Index of a discrete action, or the components of a continuous one. */
  readonly action: number | readonly number[]
  /** π(a|s): the probability of every discrete action, or mean and σ of every continuous component. */
  readonly policy:
    | { readonly kind: 'categorical'; readonly probabilities: readonly number[] }
    | {
        readonly kind: 'gaussian'
        readonly mean: readonly number[]
        readonly sigma: readonly number[]
      }
  readonly reward: number
}

/** An episode the current or last policy of a run played for a viewer. It never enters training. */
export interface RecordedEpisode {
  readonly runId: number
  /** Updates the policy had received when it began to play. */
  readonly update: number
  readonly steps: readonly RecordedStep[]
  /** State after the last action. */
  readonly finalState: readonly number[]
  readonly episodeReturn: number
  readonly terminated: boolean
  readonly truncated: boolean
}
