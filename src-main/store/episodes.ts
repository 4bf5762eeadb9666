import type { StoredEpisode } from '#shared/metrics.ts'
import type { Db } from './database.ts'

interface EpisodeRow {
  episode_index: number
  episode_return: number | null
  length: number
  terminated: number
  truncated: number
  environment_steps: number
  wall_time_ms: number
}

const toEpisode = (row: EpisodeRow): StoredEpisode => ({
  index: row.episode_index,
  episodeReturn: row.episode_return ?? NaN,
  length: row.length,
  terminated: row.terminated === 1,
  truncated: row.truncated === 1,
  environmentSteps: row.environment_steps,
  wallTimeMs: row.wall_time_ms,
})

export function createEpisodeStore(db: Db) {
  const insert = db.prepare(
    `INSERT INTO episodes (run_id, episode_index, episode_return, length, terminated, truncated,
                           environment_steps, wall_time_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const selectPage = db.prepare<[number, number, number], EpisodeRow>(
    `SELECT * FROM episodes WHERE run_id = ? AND episode_index > ? ORDER BY episode_index LIMIT ?`,
  )
  const selectCount = db
    .prepare<[number], number>(`SELECT count(*) FROM episodes WHERE run_id = ?`)
    .pluck()

  return {
    add(runId: number, episodes: readonly StoredEpisode[]): void {
      for (const episode of episodes) {
        insert.run(
          runId,
          episode.index,
          episode.episodeReturn,
          episode.length,
          Number(episode.terminated),
          Number(episode.truncated),
          episode.environmentSteps,
          episode.wallTimeMs,
        )
      }
    },

    /** Episodes after `afterIndex` (−1: from the first), in order, at most `limit`. */
    page: (runId: number, afterIndex: number, limit: number): StoredEpisode[] =>
      selectPage.all(runId, afterIndex, limit).map(toEpisode),

    count: (runId: number): number => selectCount.get(runId)!,
  }
}
