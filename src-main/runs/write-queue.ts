import type { StorageFault, StorageState } from '#shared/storage.ts'
import { PAUSE_MS } from '#main/store/parts.ts'
import { storageFaultOf } from '#main/store/storage-fault.ts'

/** The wait after the first fault; it doubles with every further fault. */
const FIRST_WAIT_MS = 20
/** A lock is soon free, but a full disk stays full for longer. */
const LONGEST_WAIT_MS = { busy: 200, full: 1000, failing: 1000, damaged: 1000 }
/** Clients hear of a fault that lasts this long. */
const TELL_AFTER_MS = 1000
/**
 * After a batch is stored, other batches wait for this share of the time it took, so that calls have
 * their turn.
 */
const REST_FACTOR = 0.5
/** Other batches wait for this multiple of the time that a slow disk added to the batch. */
const SLOW_REST_FACTOR = 3
const BATCH_MS = 2
const ROW_MS = 0.01
/** The thread is given back after this time, or sooner. */
const SLICE_MS = 20

/** Says that a write has stored a part of what it has to. */
export const MORE = Symbol('more')

/** Something to be stored about a run. */
export interface Write<T = unknown> {
  /**
   * Stores it in one transaction. It is called again after a storage fault, and, after other work, if it
   * returns `MORE`.
   */
  store(): T | typeof MORE
  /** Called once it is stored. It may publish the result and answer those who wait. */
  stored(result: T): void
  /** Called if it can never be stored, although the storage is not at fault. */
  refused(error: unknown): void
  /** How many rows a batch has, which may have to wait its turn; default: it is not a batch. */
  readonly rows?: number
}

/** Returns how long other batches wait after one that took `tookMs` to store. */
function restMs(rows: number, tookMs: number): number {
  const addedMs = Math.max(0, tookMs - BATCH_MS - ROW_MS * rows)
  return REST_FACTOR * tookMs + SLOW_REST_FACTOR * addedMs
}

export type WriteQueue = ReturnType<typeof createWriteQueue>

interface Options {
  /** Called when storing is held up for longer than a moment, and when it continues. */
  readonly changed: (state: StorageState) => void
  /** Called with what went wrong after something was stored. */
  readonly report: (error: unknown) => void
  readonly time: () => string
}

/**
 * Stores what runs do: for each run in its order, and nothing twice. A storage fault loses nothing and
 * ends nothing. The write stays in the queue and is tried again, and the thread is never blocked.
 */
export function createWriteQueue({ changed, report, time }: Options) {
  /** The writes that wait, by run; a run without any has no entry. */
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

  /** Tries the first write of the lane. */
  function attempt(runId: number, lane: Write[]): 'stored' | 'more' | 'fault' {
    const write = lane[0]!
    const from = performance.now()
    let result: unknown
    try {
      result = write.store()
    } catch (error) {
      const found = storageFaultOf(error)
      if (found !== null) {
        fault(found)
        return 'fault'
      }
      // Later writes would leave a gap.
      lane.length = 0
      lanes.delete(runId)
      finishing(() => write.refused(error))
      return 'stored'
    }
    if (result === MORE) return 'more'
    lane.shift()
    if (lane.length === 0) lanes.delete(runId)
    finishing(() => write.stored(result))
    if (write.rows !== undefined) {
      const endedAt = performance.now()
      restsUntil = endedAt + restMs(write.rows, endedAt - from)
    }
    return 'stored'
  }

  /** An error in what follows a write must not keep the next writes from being stored. */
  function finishing(work: () => void): void {
    try {
      work()
    } catch (error) {
      report(error)
    }
  }

  /** Whether a batch waits its turn. It does not if the run has more to store, such as its end. */
  const mustRest = (lane: readonly Write[]): boolean =>
    lane.every(({ rows }) => rows !== undefined) && performance.now() < restsUntil

  function work(): void {
    if (isClosed) return
    isAtWork = true
    const endsAt = performance.now() + SLICE_MS
    let isFaulty = false
    let isMore = false
    for (const [runId, lane] of lanes) {
      let outcome = 'stored'
      const mayStore = () => lane.length > 0 && !mustRest(lane) && performance.now() < endsAt
      while (outcome === 'stored' && mayStore()) outcome = attempt(runId, lane)
      isMore ||= outcome === 'more'
      if (outcome !== 'fault') continue
      // The next attempt begins with other runs: a small write may fit where a large one does not.
      lanes.delete(runId)
      lanes.set(runId, lane)
      isFaulty = true
      break
    }
    isAtWork = false
    if (isFaulty) {
      waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS[heldUp!.fault.kind])
      workAfter(waitMs)
    } else if (lanes.size > 0) {
      const isResting = [...lanes.values()].every(mustRest)
      if (isResting && heldUp) free()
      workAfter(isResting ? Math.max(0, restsUntil - performance.now()) : isMore ? PAUSE_MS : 0)
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
    /** Stores it at once if nothing is in its way. */
    add<T>(runId: number, write: Write<T>): void {
      if (isClosed) return
      const lane = lanes.get(runId)
      if (lane) lane.push(write as Write)
      else lanes.set(runId, [write as Write])
      if (lanes.size === 1 && !lane) idle = Promise.withResolvers()
      if (!isAtWork && !heldUp) work()
    },
    has: (runId: number): boolean => lanes.has(runId),
    /** Stores now what waits its turn. */
    hurry(): void {
      if (!isAtWork && !heldUp) work()
    },
    state,
    /** Resolves when everything is stored. */
    settled: (): Promise<void> => (lanes.size === 0 ? Promise.resolve() : idle.promise),
    /** Gives up what could not be stored. */
    close(): void {
      isClosed = true
      clearTimeout(timer)
      clearTimeout(teller)
    },
  }
}
