import { setTimeout } from 'node:timers/promises'
import type { Db } from './database.ts'
import { storageFaultOf, storageRefusal } from './storage-fault.ts'
import { CALL_PATIENCE_MS, whenFree } from './when-free.ts'

/**
 * A change in small steps, each of a few milliseconds at most. It yields the share of the work that is
 * done, from 0 to 1, and returns what came of it.
 */
export type Steps<T> = Generator<number, T, void>

export interface PartOptions {
  /** Ends the work between two parts, by throwing its reason. */
  readonly signal?: AbortSignal | undefined
  /** Hears between two parts what share of the work is stored. */
  readonly told?: ((share: number) => void) | undefined
  /** Called first in every transaction; what it throws ends the work. */
  readonly guard?: (() => void) | undefined
}

export type StoreInParts = <T>(steps: Steps<T>, options?: PartOptions) => Promise<T>

/** How long a transaction holds this thread and the write lock before it is committed. */
const PART_MS = 15
/** How long both are free between two transactions: SQLite of another process may look for the lock this often. */
const PAUSE_MS = 4
/** How long a part waits for a lock that another program holds; the parts before it are stored. */
const PART_PATIENCE_MS = 60_000

/**
 * Stores a long change in short transactions. Work that fits into one is stored in one, before this
 * returns. Where a step throws, its transaction is undone and those before it stay: the caller hides
 * the rows until the last (see hidden-rows.ts), or makes sure that half of the work is no harm.
 */
export function createStoreInParts(db: Db): StoreInParts {
  /** Throws where the lock is not free, before a step was taken; otherwise returns what the steps threw. */
  function storePart<T>(
    steps: Steps<T>,
    guard: (() => void) | undefined,
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

  return async <T>(steps: Steps<T>, { signal, told, guard }: PartOptions = {}): Promise<T> => {
    /** The first part is refused as any call is; the others wait for longer. */
    let until = 0
    for (;;) {
      signal?.throwIfAborted()
      let part
      try {
        const stored = whenFree(() => storePart(steps, guard), { busyMs: CALL_PATIENCE_MS })
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

/** The steps that were taken cannot be taken again: what a call would try anew is refused. */
function refused(error: unknown): unknown {
  const fault = storageFaultOf(error)
  return fault === null ? error : storageRefusal(fault, error)
}
