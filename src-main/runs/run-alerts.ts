import type { AlertId } from '#shared/alerts.ts'
import type { Run } from '#shared/run.ts'
import { storageFaultOf } from '#main/store/storage-fault.ts'
import type { Store } from '#main/store/store.ts'
import { findingsOf } from './run-findings.ts'

/** A run in training is looked at this often, and for at most this part of the time. */
const LOOK_EVERY_MS = 2000
const MOST_OF_TIME = 1 / 50
/** Of runs that were stored before alerts were, so much is looked at in one go. */
const SLICE_MS = 20
const SLICE_RUNS = 200
const SLICE_EVERY_MS = 200
/** Runs that are imported come unseen. */
const IDLE_MS = 5000

interface Options {
  readonly store: Store
  readonly publish: (event: 'run.changed', run: Run) => void
  /** Told of what could not be found out; no run ends by it. */
  readonly report: (error: unknown) => void
}

export type RunAlerts = ReturnType<typeof createRunAlerts>

/** Keeps with every run what its stored numbers say is wrong with it. */
export function createRunAlerts({ store, publish, report }: Options) {
  /** When a run in training is looked at again. */
  const next = new Map<number, number>()

  let timer: NodeJS.Timeout | undefined

  const idsOf = (run: Run): readonly AlertId[] => findingsOf(store, run).map(({ id }) => id)

  /** The run is stored as it is, whatever becomes of this. */
  function found(run: Run): Run {
    try {
      return store.alerts.set(new Map([[run.id, idsOf(run)]]))[0] ?? run
    } catch (error) {
      // A storage fault is shown elsewhere, and ended runs are checked again in the background.
      if (storageFaultOf(error) === null) report(error)
      return run
    }
  }

  /** To be called with a run whose batch was just stored; returns it as it is stored then. */
  function advanced(run: Run): Run {
    const now = performance.now()
    const at = next.get(run.id)
    if (at !== undefined && now < at) return run
    // Its first batch tells too little.
    const judged = at === undefined ? run : found(run)
    const tookMs = performance.now() - now
    next.set(run.id, now + Math.max(LOOK_EVERY_MS, tookMs / MOST_OF_TIME))
    return judged
  }

  /** To be called with a run whose end was just stored; returns it as it is stored then. */
  function ended(run: Run): Run {
    next.delete(run.id)
    return found(run)
  }

  /** Looks at some of the ended runs that nobody looked at; returns how many. */
  function catchUp(): number {
    const began = performance.now()
    const judged = new Map<number, readonly AlertId[]>()
    for (const run of store.runs.these(store.alerts.unknown(SLICE_RUNS))) {
      judged.set(run.id, idsOf(run))
      if (performance.now() - began > SLICE_MS) break
    }
    if (judged.size === 0) return 0
    for (const run of store.alerts.set(judged)) {
      if (run.alerts.length > 0) publish('run.changed', run)
    }
    return judged.size
  }

  /** Looks at all such runs, a few at a time: those of an earlier version, of files, of programs that were killed. */
  function keepCatchingUp(): void {
    let count = 0
    try {
      count = catchUp()
    } catch (error) {
      if (storageFaultOf(error) === null) report(error)
    }
    timer = setTimeout(keepCatchingUp, count > 0 ? SLICE_EVERY_MS : IDLE_MS).unref()
  }

  function dismiss(runId: number, id: AlertId, isDismissed: boolean): void {
    store.runs.get(runId)
    store.dismissedAlerts.set(runId, id, isDismissed)
    publish('run.changed', store.runs.get(runId))
  }

  return { advanced, ended, catchUp, keepCatchingUp, dismiss, close: () => clearTimeout(timer) }
}
