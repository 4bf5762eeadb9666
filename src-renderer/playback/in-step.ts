import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import { frameAt, statesOf, type EpisodeFrame, type States } from './frame.ts'

/** An episode, or why there is none. */
export interface Answer {
  readonly episode: RecordedEpisode | null
  readonly error: string | null
}

export const noAnswer: Answer = { episode: null, error: null }

/** One of several episodes that play in step; the last moment of one that is over stays. */
export interface InStep extends Answer {
  readonly frame: EpisodeFrame | null
  readonly isOver: boolean
}

/** What all of them take room for: side by side, a distance means the same. */
export const commonExtent = (episodes: readonly (RecordedEpisode | null)[]): States =>
  episodes.flatMap((episode) => (episode ? statesOf(episode) : []))

/** Where an episode is when the common clock stands at `position`. */
export function inStepAt({ episode, error }: Answer, position: number): InStep {
  const length = episode?.steps.length ?? 0
  return {
    episode,
    error,
    frame: episode && frameAt(episode, Math.min(position, length)),
    isOver: episode !== null && position >= length,
  }
}
