import type { ActiveStatus } from '#main/store/store.ts'
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

  /**
   * Marks runs as `interrupted` that are stored under this process but that it does not know, as when
   * their end could not be stored. They keep all that was stored, so that they can be continued.
   */
  function interruptUnknown(): void {
    const unknown = store.runs.activeOf(ownerId).filter(({ runId }) => !own.has(runId))
    const lost = unknown.filter(({ runId }) => suspects.has(runId))
    suspects = new Set(unknown.map(({ runId }) => runId))
    if (lost.length === 0) return
    const details = (status: ActiveStatus) => ({
      reason: 'The workbench lost hold of it before it was over',
      finishedAt: time(),
      ...(leavesRuns && { interruptedWhile: status }),
    })
    const changes = lost.map(
      ({ runId, status }) => [runId, 'interrupted', details(status)] as const,
    )
    store.runs.setStatuses(changes).forEach(changed)
  }

  return (): void => {
    const held = new Map<number, ActiveStatus>()
    for (const [runId, { phase }] of own) if (phase !== 'ending') held.set(runId, phase)
    const owner = { ownerId, pid: process.pid, keepsQueue: leavesRuns }
    // Takes back runs that another program took for lost.
    store.processes.signOfLife(owner, time(), held).forEach(changed)
    interruptUnknown()
  }
}
