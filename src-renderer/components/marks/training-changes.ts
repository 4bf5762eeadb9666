import { formatCounted } from '#shared/format-number.ts'
import type { Run, RunStatus } from '#shared/run.ts'

/** What can be asked of runs in training, or of those that were cut short. */
export interface TrainingChange {
  readonly kind: 'pause' | 'resume' | 'continue' | 'stop'
  readonly title: string
  readonly done: string
  readonly icon: string
  /** Statuses it applies to, in the order in which runs are asked. */
  readonly from: readonly RunStatus[]
  readonly keywords: string
  /** Why no run is asked. */
  readonly none: string
}

export const trainingChanges: readonly TrainingChange[] = [
  {
    kind: 'pause',
    title: 'Pause',
    done: 'paused',
    icon: 'i-lucide-pause',
    from: ['running'],
    keywords: 'halt training',
    none: 'none is running',
  },
  {
    kind: 'resume',
    title: 'Resume',
    done: 'resumed',
    icon: 'i-lucide-play',
    from: ['paused'],
    keywords: 'go on training',
    none: 'none is paused',
  },
  {
    kind: 'continue',
    title: 'Continue',
    done: 'continued',
    icon: 'i-lucide-history',
    from: ['interrupted', 'stopped'],
    keywords: 'go on interrupted stopped training',
    none: 'none was interrupted or stopped',
  },
  {
    kind: 'stop',
    title: 'Stop',
    done: 'stopped',
    icon: 'i-lucide-square',
    // What waits first: it would begin as soon as a run in training is stopped.
    from: ['queued', 'paused', 'running'],
    keywords: 'end training',
    none: 'none trains or waits',
  },
]

/** Those of the runs that the change applies to, in the order in which they are asked. */
export const runsToChange = (runs: readonly Run[], { from }: TrainingChange): readonly Run[] =>
  from.flatMap((status) => runs.filter((run) => run.status === status))

/** Pause 3 runs: what a button or an action says. */
export const changeText = ({ title }: TrainingChange, count: number): string =>
  `${title} ${formatCounted(count, 'run')}`
