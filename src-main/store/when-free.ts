import { setTimeout as sleep } from 'node:timers/promises'
import type { StorageFault } from '#shared/storage.ts'
import { storageFaultOf, storageRefusal } from './storage-fault.ts'

/** How long a client's call waits for the storage before it is refused. */
export const CALL_PATIENCE_MS = 800
const FIRST_WAIT_MS = 5
const LONGEST_WAIT_MS = 100
/** A shorter wait is not reported. */
const TELL_AFTER_MS = 1000

export interface Patience {
  /** How long to try again while another program holds the lock. */
  readonly busyMs: number
  /** The same for a disk that is full or failing; default: at most as long as a client's call waits. */
  readonly faultMs?: number
  /** Called once, when the wait has lasted a second. */
  readonly onWait?: (fault: StorageFault) => void
}

/**
 * Does `work` and returns its result. If the storage is at fault, tries again without blocking the
 * thread, and in the end throws an `ApiError`. `work` must change nothing before its first write
 * succeeds.
 */
export function whenFree<T>(work: () => T, patience: Patience): T | Promise<Awaited<T>> {
  const startedAt = performance.now()
  const onFault = (error: unknown) => tryAgain(work, error, startedAt, patience)
  try {
    const result = work()
    return result instanceof Promise ? (result.catch(onFault) as T) : result
  } catch (error) {
    if (storageFaultOf(error) === null) throw error
    return onFault(error)
  }
}

async function tryAgain<T>(
  work: () => T,
  firstError: unknown,
  startedAt: number,
  { busyMs, faultMs = Math.min(busyMs, CALL_PATIENCE_MS), onWait }: Patience,
): Promise<Awaited<T>> {
  let error = firstError
  let hasTold = false
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    const fault = storageFaultOf(error)
    if (fault === null) throw error
    const endsAt = startedAt + (fault.kind === 'busy' ? busyMs : faultMs)
    if (fault.kind === 'damaged' || performance.now() + waitMs > endsAt) {
      throw storageRefusal(fault, error)
    }
    if (!hasTold && performance.now() - startedAt >= TELL_AFTER_MS) {
      hasTold = true
      onWait?.(fault)
    }
    await sleep(waitMs)
    try {
      return await work()
    } catch (latest) {
      error = latest
    }
  }
}
