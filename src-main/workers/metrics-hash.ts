import { createHash } from 'node:crypto'
import { updateMetrics, type Episode, type Update, type UpdateMetric } from '#shared/metrics.ts'

const HASH_DIGITS = 16

/** A SHA-256 over rows of numbers, each as 8 little-endian bytes of a float64. */
function createRowHash(width: number) {
  const hash = createHash('sha256')
  const row = Buffer.alloc(8 * width)

  return {
    add(...values: readonly (number | null)[]): void {
      values.forEach((value, i) => {
        // As SQLite keeps them: NaN is NULL and −0 is 0, so stored rows have the hash of the run.
        if (value === null || Number.isNaN(value)) row.fill(0xff, 8 * i, 8 * i + 8)
        else row.writeDoubleLE(value + 0, 8 * i)
      })
      hash.update(row)
    },
    digest: (): Buffer => hash.copy().digest(),
  }
}

export type MetricsHash = ReturnType<typeof createMetricsHash>

/** The metrics of an update that earlier versions hashed, the latest version first. */
export const earlierUpdateMetrics: readonly (readonly UpdateMetric[])[] = [
  ['meanReturn', 'gradientNorm', 'gradientCovarianceTrace', 'kl', 'entropy', 'baseline', 'sigma'],
  ['meanReturn', 'gradientNorm', 'entropy', 'baseline', 'sigma'],
]

/** Hashes all that a run did but its times, so that the same seed can be seen to give the same run. */
export function createMetricsHash(metrics: readonly UpdateMetric[] = updateMetrics) {
  const episodes = createRowHash(6)
  const updates = createRowHash(3 + metrics.length)

  return {
    addEpisode(episode: Episode): void {
      episodes.add(
        episode.index,
        episode.episodeReturn,
        episode.length,
        Number(episode.terminated),
        Number(episode.truncated),
        episode.environmentSteps,
      )
    },

    addUpdate(update: Update): void {
      const { index, episodes: finished, environmentSteps } = update
      const values = metrics.map((metric) => update[metric])
      updates.add(index, finished, environmentSteps, ...values)
    },

    /** May be asked at any time. How episodes and updates were interleaved does not matter. */
    digest: (): string =>
      createHash('sha256')
        .update(episodes.digest())
        .update(updates.digest())
        .digest('hex')
        .slice(0, HASH_DIGITS),
  }
}
