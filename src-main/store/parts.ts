import { setTimeout } from 'node:timers/promises'
import type { Db } from './database.ts'
import { storageFaultOf, storageRefusal } from './storage-fault.ts'
import { CALL_PATIENCE_MS, whenFree } from './when-free.ts'

/**
 * A change in small steps of a few milliseconds at most. Each yields the share of the work that is
 * done, from 0 to 1; the last returns the result.
 */
export type Steps<T> = Generator<number, T, void>

export interface PartOptions {
  /** Ends the work between two parts by throwing its reason. */
  readonly signal?: AbortSignal | undefined
  /** Called between two parts with the share of the work that is stored. */
  readonly told?: ((share: number) => void) | undefined
  /** Called first in every transaction; if it throws, the work ends. */
  readonly guard?: (() => void) | undefined
}

export type StoreInParts = <T>(steps: Steps<T>, options?: PartOptions) => Promise<T>

/** How long a transaction holds this thread and the write lock before it is committed. */
export const PART_MS = 5
/**
 * How long both are free between two transactions: SQLite of another process looks for the lock about
 * this often.
 */
export const PAUSE_MS = 4
/** How long a part waits for a lock that another program holds. The parts before it are stored. */
const PART_PATIENCE_MS = 60_000

/**
 * Stores a long change in short transactions. Work that fits into one is stored before this returns. If
 * a step throws, its transaction is undone and those before it stay: the caller must hide the rows
 * until the last step (see hidden-rows.ts), or make sure that half of the work does no harm.
 */
export function createStoreInParts(db: Db): StoreInParts {
  return async <T>(steps: Steps<T>, { signal, told, guard }: PartOptions = {}): Promise<T> => {
    /** The first part is refused like any call; the others wait longer. */
    let until = 0
    for (;;) {
      signal?.throwIfAborted()
      let part
      try {
        const stored = whenFree(() => storePart(db, steps, guard), { busyMs: CALL_PATIENCE_MS })
        // The first part is stored before this returns, unless it has to wait for the lock.
        part = stored instanceof Promise ? await stored : stored
      } catch (error) {
        if (performance.now() > until) throw error
        continue
      }
      if ('error' in part) throw refused(part.error)
      until = performance.now() + PART_PATIENCE_MS
      if (part.step.done) return part.step.value
      told?.(part.step.value)
      await setTimeout(PAUSE_MS)
    }
  }
}

/**
 * Does the same for a start, whose thread has nothing else to do, and returns when all is stored. If the lock
 * is taken for too long it throws, and the parts before stay: it must be possible to begin the steps again.
 */
export const createStoreInPartsSync =
  (db: Db) =>
  <T>(steps: Steps<T>): T => {
    let until = 0
    for (;;) {
      try {
        const part = storePart(db, steps)
        if ('error' in part) throw part.error
        if (part.step.done) return part.step.value
        until = performance.now() + CALL_PATIENCE_MS
      } catch (error) {
        if (storageFaultOf(error)?.kind !== 'busy' || performance.now() > until) throw error
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS)
    }
  }

/** Throws if the lock is not free before a step was taken; otherwise returns what the steps threw. */
function storePart<T>(
  db: Db,
  steps: Steps<T>,
  guard?: () => void,
): { readonly step: IteratorResult<number, T> } | { readonly error: unknown } {
  db.exec('BEGIN IMMEDIATE')
  try {
    const until = performance.now() + PART_MS
    guard?.()
    let step = steps.next()
    while (!step.done && performance.now() < until) step = steps.next()
    db.exec('COMMIT')
    return { step }
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    return { error }
  }
}

/** The steps that were taken cannot be repeated, so an error that a call would retry becomes a refusal. */
function refused(error: unknown): unknown {
  const fault = storageFaultOf(error)
  return fault === null ? error : storageRefusal(fault, error)
}
