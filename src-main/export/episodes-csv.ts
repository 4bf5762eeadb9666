import type { StoredEpisode } from '#shared/metrics.ts'
import type { CsvTable } from './csv.ts'

/** One row per finished episode. */
export const episodesTable: CsvTable<StoredEpisode> = {
  section: 'episodes',
  columns: [
    'episode_index',
    'episode_return',
    'length',
    'terminated',
    'truncated',
    'environment_steps',
    'wall_time_ms',
  ],
  page: (store, runId, afterIndex, limit) => store.episodes.page(runId, afterIndex, limit),
  toCells: (episode) => [
    episode.index,
    episode.episodeReturn,
    episode.length,
    episode.terminated,
    episode.truncated,
    episode.environmentSteps,
    episode.wallTimeMs,
  ],
}
