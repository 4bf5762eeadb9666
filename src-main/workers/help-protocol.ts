import type { Batch } from '#core/batch.ts'
import type { GradientTask } from '#core/estimators/row-arrays.ts'
import type { ScoreSums } from '#core/estimators/score-gradient.ts'
import type { PlayersState } from '#core/players.ts'
import type { Sample } from '#core/sampler.ts'

/*
 * What the thread that trains a run asks of its helpers. Arrays lie in shared memory and are not copied:
 * the asker leaves its own alone until it is answered, the helper its own until it is asked again.
 */

export type HelpRequest =
  | {
      readonly kind: 'play'
      readonly parameters: Float32Array
      /** What observations are normalised with, where they are. */
      readonly observationMoments: Float64Array | null
      readonly mostEpisodes: number
    }
  /** For the rows the helper played last. */
  | { readonly kind: 'differentiate'; readonly task: GradientTask }
  /** The observations of some of these rows. */
  | { readonly kind: 'observe'; readonly rows: Int32Array }
  /** Observations and actions of all rows the helper played last. */
  | { readonly kind: 'rows' }
  | { readonly kind: 'save' }
  | { readonly kind: 'restore'; readonly states: readonly PlayersState[] }

/** Answers `play`; everything is counted within the helper's own groups. */
export type PlayReply = Sample

/** Answers `differentiate`: the arrays for `gradientSumsIn` of its groups one after another. */
export interface DifferentiateReply {
  readonly gradientSums: Float32Array
  readonly scoreSums: readonly ScoreSums[]
}

/** Answers `observe`. */
export type ObserveReply = Float32Array

/** Answers `rows`. */
export type RowsReply = Pick<
  Batch,
  'trajectories' | 'observations' | 'actions' | 'unfinished' | 'finalObservations'
>

/** Answers `save`. `restore` is answered with null. */
export type SaveReply = readonly PlayersState[]
