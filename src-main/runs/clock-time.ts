import type { RunEvent } from '#shared/run-history.ts'

/**
 * About when a run had trained for so long, ISO 8601; null: not known. Rows keep training time alone:
 * counted from where the run last began to train, and never later than what happened next.
 */
export function clockTimeAt(events: readonly RunEvent[], wallTimeMs: number): string | null {
  const begun = events.findLastIndex(
    (event) =>
      (event.kind === 'running' || event.kind === 'engine') && event.wallTimeMs <= wallTimeMs,
  )
  if (begun < 0) return null
  const { happenedAt, wallTimeMs: trained } = events[begun]!
  const next = events[begun + 1]
  const time = Date.parse(happenedAt) + wallTimeMs - trained
  return new Date(Math.min(time, next ? Date.parse(next.happenedAt) : time)).toISOString()
}
