import type { ActiveStatus } from '#main/store/store.ts'
import { announceRuns } from './announce-runs.ts'
import { partsToStore } from './parts-of.ts'
import type { RunsOfProcess } from './own-run.ts'

interface SignOptions {
  /** Whether the next start takes up the runs that this process leaves unfinished. */
  readonly leavesRuns: boolean
}

/** Tells other programs that this one is alive, and mends what is stored about its runs. */
export function createSignOfLife(
  { store, ownerId, own, changed, time }: RunsOfProcess,
  { leavesRuns }: SignOptions,
) {
  /** Runs that the last look found; one that is found again is not just being started. */
  let suspects: ReadonlySet<number> = new Set()
  /** Whether runs of this process may be stored as lost, because another program took it for dead. */
  let isToReclaim = false

  /**
   * Marks runs as `interrupted` that are stored under this process but that it does not know, as when
   * their end could not be stored. They keep all that was stored, so that they can be continued.
   */
  async function interruptUnknown(): Promise<void> {
    const unknown = store.runs.activeOf(ownerId).filter(({ runId }) => !own.has(runId))
    const lost = unknown.filter(({ runId }) => suspects.has(runId))
    suspects = new Set(unknown.map(({ runId }) => runId))
    if (lost.length === 0) return
    const details = (status: ActiveStatus) => ({
      reason: 'The workbench lost track of it before it finished',
      finishedAt: time(),
      ...(leavesRuns && { interruptedWhile: status }),
    })
    for await (const part of partsToStore(lost)) {
      const changes = part.map(
        ({ runId, status }) => [runId, 'interrupted', details(status)] as const,
      )
      store.runs.setStatuses(changes).forEach(changed)
    }
  }

  async function reclaim(): Promise<void> {
    const held = new Map<number, ActiveStatus>()
    for (const [runId, { phase }] of own) if (phase !== 'ending') held.set(runId, phase)
    const reclaimed = await store.runs.reclaim(ownerId, held)
    isToReclaim = false
    await announceRuns(store, reclaimed, changed)
  }

  return async (): Promise<void> => {
    const owner = { ownerId, pid: process.pid, keepsQueue: leavesRuns }
    if (!store.processes.signOfLife(owner, time())) isToReclaim = true
    if (isToReclaim) await reclaim()
    await interruptUnknown()
  }
}
