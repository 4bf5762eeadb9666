import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import type { Recording } from '#shared/recording.ts'

/** The kept episodes of a run in the order of its training. */
export const byUpdate = (recordings: readonly Recording[]): Recording[] =>
  recordings.toSorted((a, b) => a.update - b.update || a.id - b.id)

/**
 * The earliest policy and the latest, of episodes kept by themselves where there are two: these share a
 * start. Null: there is nothing to compare.
 */
export function beforeAndAfter(recordings: readonly Recording[]): [number, number] | null {
  const byItself = recordings.filter(({ moment }) => moment !== null)
  const ordered = byUpdate(byItself.length > 1 ? byItself : recordings)
  const [first, last] = [ordered[0], ordered.at(-1)]
  return first && last && first !== last ? [first.id, last.id] : null
}

/** Whether two episodes differ by their policies alone. */
export function startsInWords(episodes: readonly (RecordedEpisode | null)[]): string {
  const [a, b] = episodes
  if (!a || !b) return ''
  return a.start !== null && a.start === b.start
    ? 'Both begin in the same state and meet the same noise: what differs is the policy.'
    : 'They begin in different states: part of what differs is luck.'
}
