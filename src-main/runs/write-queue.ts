import type { StorageFault, StorageState } from '#shared/storage.ts'
import { storageFaultOf } from '#main/store/storage-fault.ts'

/** The wait after the first fault; it doubles from fault to fault. */
const FIRST_WAIT_MS = 20
/** A lock is soon free, a disk is not soon empty. */
const LONGEST_WAIT_MS = { busy: 200, full: 1000, failing: 1000, damaged: 1000 }
/** Clients are told of a fault that lasts. */
const TELL_AFTER_MS = 1000
/** After a batch was stored, other batches wait for so much of that time: calls have their turn. */
const REST_FACTOR = 0.5
/** The same for what a slow disk added to the time that the rows of a batch take. */
const SLOW_REST_FACTOR = 3
const BATCH_MS = 2
const ROW_MS = 0.01
/** The thread is given back after so long, or sooner. */
const SLICE_MS = 50

/** Something to be stored of a run. */
export interface Write<T = unknown> {
  /** Stores it in one transaction. Called again after a fault of the storage. */
  store(): T
  /** Called once it is stored: may publish it, and answer those who wait. */
  stored(result: T): void
  /** Called if it can never be stored, through no fault of the storage. */
  refused(error: unknown): void
  /** Of a batch, which may wait its turn; default: it is none. */
  readonly rows?: number
}

/** How long other batches wait after one that took so long to store. */
function restMs(rows: number, tookMs: number): number {
  const addedMs = Math.max(0, tookMs - BATCH_MS - ROW_MS * rows)
  return REST_FACTOR * tookMs + SLOW_REST_FACTOR * addedMs
}

export type WriteQueue = ReturnType<typeof createWriteQueue>

interface Options {
  /** Hears when storing is held up for longer than a moment, and when it goes on. */
  readonly changed: (state: StorageState) => void
  /** Told of what went wrong after something was stored. */
  readonly report: (error: unknown) => void
  readonly time: () => string
}

/**
 * Stores what runs do: what concerns one run in its order, and nothing twice. A fault of the storage loses
 * nothing and ends nothing: the write stays and is tried again, without ever blocking the thread.
 */
export function createWriteQueue({ changed, report, time }: Options) {
  /** What is to be stored, by run; a run that has nothing has no entry. */
  const lanes = new Map<number, Write[]>()
  let heldUp: { readonly fault: StorageFault; readonly since: string } | null = null
  let isTold = false
  let isAtWork = false
  let isClosed = false
  let waitMs = FIRST_WAIT_MS
  let restsUntil = 0
  let timer: NodeJS.Timeout | undefined
  let teller: NodeJS.Timeout | undefined
  let idle = Promise.withResolvers<void>()

  const state = (): StorageState => ({
    heldUp: heldUp && isTold ? { ...heldUp.fault, since: heldUp.since } : null,
  })

  function tell(value: boolean): void {
    isTold = value
    changed(state())
  }

  function fault(found: StorageFault): void {
    if (heldUp === null) teller = setTimeout(() => tell(true), TELL_AFTER_MS)
    const isNews = isTold && heldUp?.fault.problem !== found.problem
    heldUp = { fault: found, since: heldUp?.since ?? time() }
    if (isNews) tell(true)
  }

  function free(): void {
    clearTimeout(teller)
    waitMs = FIRST_WAIT_MS
    heldUp = null
    if (isTold) tell(false)
  }

  /** The first write of the lane; false if the storage is at fault. */
  function attempt(runId: number, lane: Write[]): boolean {
    const write = lane[0]!
    const from = performance.now()
    let result: unknown
    try {
      result = write.store()
    } catch (error) {
      const found = storageFaultOf(error)
      if (found !== null) {
        fault(found)
        return false
      }
      // What follows would leave a gap.
      lane.length = 0
      lanes.delete(runId)
      finishing(() => write.refused(error))
      return true
    }
    lane.shift()
    if (lane.length === 0) lanes.delete(runId)
    finishing(() => write.stored(result))
    if (write.rows !== undefined) {
      const endedAt = performance.now()
      restsUntil = endedAt + restMs(write.rows, endedAt - from)
    }
    return true
  }

  /** What follows from a write must not keep the next ones from being stored. */
  function finishing(work: () => void): void {
    try {
      work()
    } catch (error) {
      report(error)
    }
  }

  /** A batch waits its turn, unless the run has more to store, such as its end. */
  const mustRest = (lane: readonly Write[]): boolean =>
    lane.every(({ rows }) => rows !== undefined) && performance.now() < restsUntil

  function work(): void {
    if (isClosed) return
    isAtWork = true
    const endsAt = performance.now() + SLICE_MS
    let isFaulty = false
    for (const [runId, lane] of lanes) {
      while (lane.length > 0 && !mustRest(lane) && performance.now() < endsAt) {
        if (attempt(runId, lane)) continue
        // Others first, the next time: a small write may fit where a large one does not.
        lanes.delete(runId)
        lanes.set(runId, lane)
        isFaulty = true
        break
      }
      if (isFaulty) break
    }
    isAtWork = false
    if (isFaulty) {
      waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS[heldUp!.fault.kind])
      workAfter(waitMs)
    } else if (lanes.size > 0) {
      const isResting = [...lanes.values()].every(mustRest)
      if (isResting && heldUp) free()
      workAfter(isResting ? Math.max(0, restsUntil - performance.now()) : 0)
    } else {
      if (heldUp) free()
      idle.resolve()
    }
  }

  function workAfter(durationMs: number): void {
    clearTimeout(timer)
    timer = setTimeout(work, durationMs)
  }

  return {
    /** Stores it at once where nothing is in its way. */
    add<T>(runId: number, write: Write<T>): void {
      if (isClosed) return
      const lane = lanes.get(runId)
      if (lane) lane.push(write as Write)
      else lanes.set(runId, [write as Write])
      if (lanes.size === 1 && !lane) idle = Promise.withResolvers()
      if (!isAtWork && !heldUp) work()
    },
    has: (runId: number): boolean => lanes.has(runId),
    /** Stores now what waits for its turn. */
    hurry(): void {
      if (!isAtWork && !heldUp) work()
    },
    state,
    /** Resolves when all is stored. */
    settled: (): Promise<void> => (lanes.size === 0 ? Promise.resolve() : idle.promise),
    /** Gives up what could not be stored. */
    close(): void {
      isClosed = true
      clearTimeout(timer)
      clearTimeout(teller)
    },
  }
}
