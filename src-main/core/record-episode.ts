import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { analyzeEpisode, type Judge } from './analyze-episode.ts'
import type { ObservationNormalizer } from './features/observation-normalizer.ts'
import { drawsOfRun, drawsOfStart, playEpisode } from './play-episode.ts'

/** Which episode is to be played: one of a start that runs share, or the run's own of this index. */
export interface EpisodeRequest {
  readonly start: number | null
  readonly index: number
}

/** Plays an episode for a viewer and analyses it. Yields often, so that training can go on in between. */
export function* recordEpisode(
  config: RunConfig,
  judge: Judge & { readonly normalizer: ObservationNormalizer | null },
  { start, index }: EpisodeRequest,
): Generator<void, Omit<RecordedEpisode, 'runId' | 'update'>> {
  const { network } = judge.policy
  const draws = start === null ? drawsOfRun(config.seed, index) : drawsOfStart(start)
  const played = yield* playEpisode(config, { network, normalizer: judge.normalizer }, draws)
  const analysis = yield* analyzeEpisode(config, judge, played)
  return { ...played.episode, start, analysis }
}
