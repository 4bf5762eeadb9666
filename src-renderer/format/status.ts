import type { RunStatus } from '#shared/run.ts'

interface StatusLook {
  readonly label: string
  readonly icon: string
  /** A text colour; never the only sign of a status. */
  readonly color: string
}

/** How a status is shown: a word and an icon of its own each. */
export const statusLooks: Readonly<Record<RunStatus, StatusLook>> = {
  queued: { label: 'Queued', icon: 'i-lucide-clock', color: 'text-muted' },
  running: { label: 'Running', icon: 'i-lucide-loader-circle', color: 'text-info' },
  paused: { label: 'Paused', icon: 'i-lucide-circle-pause', color: 'text-warning' },
  completed: { label: 'Completed', icon: 'i-lucide-circle-check', color: 'text-success' },
  stopped: { label: 'Stopped', icon: 'i-lucide-circle-stop', color: 'text-muted' },
  failed: { label: 'Failed', icon: 'i-lucide-circle-x', color: 'text-error' },
  diverged: { label: 'Diverged', icon: 'i-lucide-trending-up-down', color: 'text-error' },
  interrupted: { label: 'Interrupted', icon: 'i-lucide-circle-slash-2', color: 'text-warning' },
}
