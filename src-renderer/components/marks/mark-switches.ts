import type { Run } from '#shared/run.ts'

/** A mark that a run has or has not. */
export interface MarkSwitch {
  readonly mark: 'isStarred' | 'isLocked' | 'isArchived'
  readonly title: string
  readonly undo: string
  /** Of the runs it was done to, in a message: `3 runs starred`. */
  readonly done: string
  readonly undone: string
  readonly icon: string
  readonly shortcut: string
}

export const markSwitches: readonly MarkSwitch[] = [
  {
    mark: 'isStarred',
    title: 'Star',
    undo: 'Take the star away',
    done: 'starred',
    undone: 'no longer starred',
    icon: 'i-lucide-star',
    shortcut: 'S',
  },
  {
    mark: 'isLocked',
    title: 'Lock against deletion',
    undo: 'Unlock',
    done: 'locked',
    undone: 'unlocked',
    icon: 'i-lucide-lock',
    shortcut: 'L',
  },
  {
    mark: 'isArchived',
    title: 'Archive',
    undo: 'Take out of the archive',
    done: 'archived',
    undone: 'back from the archive',
    icon: 'i-lucide-archive',
    shortcut: 'E',
  },
]

/** Whether all of them have the mark, so that the next switch takes it away. */
export const haveMark = (runs: readonly Run[], { mark }: MarkSwitch): boolean =>
  runs.length > 0 && runs.every((run) => run[mark])
