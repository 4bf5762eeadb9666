import { setImmediate, setTimeout } from 'node:timers/promises'
import { PAUSE_MS } from '#main/store/parts.ts'

/** How many runs are read or stored before other work has its turn; this takes some five milliseconds. */
const RUNS_AT_ONCE = 50

/** Yields a list in parts; other work runs between them. */
export const partsOf = <T>(all: readonly T[]): AsyncGenerator<T[]> =>
  parts(all, () => setImmediate())

/** Does the same for parts that are stored: between two, other programs find that the lock is free. */
export const partsToStore = <T>(all: readonly T[]): AsyncGenerator<T[]> =>
  parts(all, () => setTimeout(PAUSE_MS))

async function* parts<T>(all: readonly T[], rest: () => Promise<unknown>): AsyncGenerator<T[]> {
  for (let from = 0; from < all.length; from += RUNS_AT_ONCE) {
    if (from > 0) await rest()
    yield all.slice(from, from + RUNS_AT_ONCE)
  }
}
