import type { RunEvent } from '#shared/run-history.ts'

/** What happened, in words; `before` is what happened until then. */
export function eventWords({ kind, detail }: RunEvent, before: readonly RunEvent[]): string {
  const last = before.findLast(({ kind: earlier }) => statuses.has(earlier))?.kind
  switch (kind) {
    case 'queued':
      if (last === undefined) return 'Asked for'
      return last === 'interrupted' || last === 'stopped'
        ? 'Taken up again'
        : 'Resumed; waits for a free worker'
    case 'running':
      return before.some((event) => event.kind === 'running') ? 'Trains on' : 'Given to a worker'
    case 'engine':
      return `Training with ${detail}`
    case 'paused':
      return 'Paused'
    case 'solved':
      return 'Solved: the mean return of 100 episodes reached the threshold'
    case 'completed':
      return 'Completed'
    case 'stopped':
      return 'Stopped'
    case 'failed':
      return `Failed: ${detail}`
    case 'diverged':
      return `Diverged: ${detail}`
    case 'interrupted':
      return `Interrupted: ${detail}`
    case 'tagged':
      return detail ? `Tagged: ${detail}` : 'Tags removed'
    case 'deleted':
      return 'Put in the trash'
    case 'restored':
      return 'Taken back from the trash'
    case 'imported':
      return `Imported from ${detail}`
  }
}

const statuses: ReadonlySet<string> = new Set([
  'queued',
  'running',
  'paused',
  'completed',
  'stopped',
  'failed',
  'diverged',
  'interrupted',
])
