import type { Run } from '#shared/run.ts'
import {
  changeText,
  runsToChange,
  trainingChanges,
  type TrainingChange,
} from '#renderer/components/marks/training-changes.ts'
import type { Action } from './action.ts'

/** Pausing, resuming, continuing and stopping those of the ticked runs that are in a status for it. */
export const trainingActions = (
  runs: readonly Run[],
  tooMany: string | null,
  act: (change: TrainingChange) => unknown,
): Action[] =>
  trainingChanges.map((change) => {
    const { length } = tooMany ? [] : runsToChange(runs, change)
    const none = runs.length === 0 ? 'no run is ticked' : change.none
    return {
      id: `ticked-${change.kind}`,
      title: length > 0 ? changeText(change, length) : `${change.title} the ticked runs`,
      section: 'This page',
      icon: change.icon,
      keywords: `${change.keywords} ticked selected`,
      obstacle: tooMany ?? (length > 0 ? null : none),
      run: () => act(change),
    }
  })
