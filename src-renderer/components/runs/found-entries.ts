import type { FoundRunIds } from '#shared/run-query.ts'
import type { RunGroup } from '#renderer/compare/groups.ts'

/** A long list of runs or groups of them, of which the part that is shown is there. */
export interface FoundEntries {
  readonly count: number
  /** Undefined: it is not read yet. */
  entry(index: number): RunGroup | undefined
  /** Asks for the entries from the first to the last. */
  show(part: { readonly first: number; readonly last: number }): void
  /** Ids of all runs, or of those of some entries. */
  ids(part?: { readonly offset: number; readonly limit: number }): Promise<FoundRunIds>
}
