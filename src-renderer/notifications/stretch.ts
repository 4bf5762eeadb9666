import { budgetUsed, isActive, type Run } from '#shared/run.ts'

/** Work that came to its end: one run, or several that trained one after the other. */
export interface Ending {
  /** In the order in which they ended. */
  readonly runs: readonly Run[]
  readonly durationMs: number
}

/** Whether work is under way on it; a paused run waits for a person. */
const isUnderWay = ({ status }: Run) => isActive(status) && status !== 'paused'

/**
 * Watches over stretches of work: one begins with the first run that is queued or trains, and ends when
 * none is left. What it is told of runs is all it knows.
 */
export function createStretch(now: () => number) {
  const underWay = new Map<number, Run>()
  let ended: Run[] = []
  let beganAt = 0

  /** How far the runs of this stretch are, from 0 to 1; null: nothing is under way. */
  function share(): number | null {
    if (underWay.size === 0) return null
    const used = [...underWay.values()].reduce((sum, run) => sum + budgetUsed(run), 0)
    return (used + ended.length) / (underWay.size + ended.length)
  }

  return {
    share,
    /** How long this stretch has lasted; null: nothing is under way. */
    durationMs: (): number | null => (underWay.size === 0 ? null : now() - beganAt),
    /** Hears that a run changed; returns what ended with that. */
    hear(run: Run): Ending | null {
      const known = underWay.get(run.id)
      if (isUnderWay(run)) {
        if (underWay.size === 0) {
          beganAt = now()
          ended = []
        }
        underWay.set(run.id, run)
        return null
      }
      if (!known) return null
      underWay.delete(run.id)
      if (!isActive(run.status)) ended.push(run)
      if (underWay.size > 0 || ended.length === 0) return null
      return { runs: ended, durationMs: now() - beganAt }
    },
    /** Hears that a run was deleted. */
    forget(runId: number): void {
      underWay.delete(runId)
    },
  }
}
