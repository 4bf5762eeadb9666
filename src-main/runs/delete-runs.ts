import type { Events } from '#shared/api.ts'
import { isActive, type RefusedRun, type Run } from '#shared/run.ts'
import { allOrNone } from '#main/store/all-or-none.ts'
import type { Store } from '#main/store/store.ts'
import { CALL_PATIENCE_MS, whenFree } from '#main/store/when-free.ts'
import { sentence } from './active-training.ts'
import { announceRuns } from './announce-runs.ts'
import { partsToStore } from './parts-of.ts'
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
    async deleteAll(runIds: readonly number[]) {
      const refused: RefusedRun[] = []
      const deleted: number[] = []
      const deletedAt = now().toISOString()
      for await (const part of partsToStore(runIds)) {
        const fit: number[] = []
        for (const run of store.runs.these(part)) {
          const reason = reasonAgainst(run)
          if (reason === null) fit.push(run.id)
          else refused.push({ runId: run.id, reason })
        }
        let put: readonly number[] = []
        try {
          // Only this part is repeated. The parts before it are known only here, so the caller could
          // not repeat them.
          put = await whenFree(() => store.trash.putAll(fit, deletedAt), {
            busyMs: CALL_PATIENCE_MS,
          })
        } catch (error) {
          if (deleted.length === 0) throw error
          refused.push(...fit.map((runId) => ({ runId, reason: sentence(error) })))
        }
        for (const runId of put) {
          deleted.push(runId)
          publish('run.deleted', { runId })
        }
      }
      return { deleted, refused }
    },

    /** Returns those that were in the trash. */
    async restoreAll(runIds: readonly number[]): Promise<readonly number[]> {
      const parts = await allOrNone(store.inParts, runIds, {
        change: store.trash.takeBackAll,
        undo: (those) => store.trash.putAll(those, now().toISOString()),
      })
      const restored = parts.flat()
      await announceRuns(store, restored, (run) => publish('run.changed', run))
      return restored
    },
  }
}
