import { deletionObstacle } from '#shared/run.ts'
import type { MarkedRuns } from '#renderer/composables/useMarks.ts'
import type { Action } from './action.ts'

/** Putting the runs in question in the trash: of several, those that can be. */
export function deletionAction({ runIds, known }: MarkedRuns, remove: () => unknown): Action {
  const only = runIds.length === 1 ? known[0] : undefined
  return {
    id: 'delete-ticked',
    title: only ? `Delete run ${only.id}` : 'Delete the ticked runs',
    section: 'This page',
    icon: 'i-lucide-trash-2',
    keywords: 'remove trash ticked selected',
    shortcut: 'Delete',
    obstacle: only ? deletionObstacle(only) : runIds.length === 0 ? 'no run is ticked' : null,
    run: remove,
  }
}
