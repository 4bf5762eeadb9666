import type { Events } from '#shared/api.ts'
import { isActive, type RefusedRun, type Run } from '#shared/run.ts'
import type { Store } from '#main/store/store.ts'
import { elsewhere } from './refusals.ts'

interface Options {
  readonly store: Store
  readonly publish: <E extends keyof Events>(event: E, data: Events[E]) => void
  readonly isOwn: (runId: number) => boolean
  readonly now?: () => Date
}
export type Deletion = ReturnType<typeof createDeletion>

/** Deletes many runs at once, those that can be, and restores them. */
export function createDeletion({ store, publish, isOwn, now = () => new Date() }: Options) {
  function reasonAgainst({ id, status, isLocked }: Run): string | null {
    if (isLocked) return `Run ${id} is locked; unlock it before deleting it`
    if (!isActive(status)) return null
    return isOwn(id) ? `Run ${id} is ${status}; stop it before deleting it` : elsewhere(id).message
  }

  return {
    /** Runs that are gone already are left out. */
    deleteAll(runIds: readonly number[]) {
      const refused: RefusedRun[] = []
      const fit: number[] = []
      for (const run of store.runs.these(runIds)) {
        const reason = reasonAgainst(run)
        if (reason === null) fit.push(run.id)
        else refused.push({ runId: run.id, reason })
      }
      const deleted = store.trash.putAll(fit, now().toISOString())
      for (const runId of deleted) publish('run.deleted', { runId })
      return { deleted, refused }
    },

    restoreAll(runIds: readonly number[]): null {
      const restored = store.trash.takeBackAll(runIds)
      for (const run of store.runs.these(restored)) publish('run.changed', run)
      return null
    },
  }
}
