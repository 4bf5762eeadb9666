import { alertDefinitions, type Alert } from '#shared/alerts.ts'
import type { RunEvent } from '#shared/run-history.ts'
import { eventWords } from './event-words.ts'

/** A line of a run's log. */
export interface LogLine {
  readonly words: string
  /** ISO 8601, UTC; null: it is known by its place in the training alone. */
  readonly happenedAt: string | null
  /** Whether that is derived from the training time, and not written down as it happened. */
  readonly isAbout: boolean
  /** What its words mean, for those that are a name; null: they say it. */
  readonly definition: string | null
  readonly wallTimeMs: number
  readonly updates: number
  readonly episodes: number
}

/** What happened in order, with the alerts where they were first so. */
export function logLines(events: readonly RunEvent[], alerts: readonly Alert[]): LogLine[] {
  const lines: LogLine[] = events.map((event, i) => ({
    ...event,
    words: eventWords(event, events.slice(0, i)),
    isAbout: false,
    definition: null,
  }))
  for (const { id, first } of alerts) {
    // A divergence is an event already.
    if (!first || id === 'diverged') continue
    const { label, definition } = alertDefinitions[id]
    const line: LogLine = {
      ...first,
      words: `Alert: ${label}`,
      happenedAt: first.happenedAbout,
      isAbout: true,
      definition,
    }
    const at = lines.findIndex(
      ({ wallTimeMs, updates }) => updates > first.updates || wallTimeMs > first.wallTimeMs,
    )
    lines.splice(at < 0 ? lines.length : at, 0, line)
  }
  return lines
}
