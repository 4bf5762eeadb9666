import type { Store } from '#main/store/store.ts'

interface Options {
  readonly store: Store
  /** Called with what could not be removed. The next look or the next start tries again. */
  readonly report: (error: unknown) => void
}

export type Leftovers = ReturnType<typeof createLeftovers>

/** Removes, in the background, what was deleted permanently and what a killed program left half stored. */
export function createLeftovers({ store, report }: Options) {
  const closing = new AbortController()
  let removing: Promise<void> | null = null

  /** Looks whether there is anything to remove, and starts removing it. */
  function look(): void {
    if (removing || closing.signal.aborted || !store.hidden.isAnyAbandoned()) return
    removing = store.hidden
      .removeAbandoned(closing.signal)
      .catch((error: unknown) => {
        if (!closing.signal.aborted) report(error)
      })
      .finally(() => (removing = null))
  }

  return {
    look,
    /** Resolves when nothing is being removed. */
    settled: async (): Promise<void> => {
      look()
      await removing
    },
    /** Stops removing. The rest is removed after the next start. */
    async close(): Promise<void> {
      closing.abort()
      await removing
    },
  }
}
