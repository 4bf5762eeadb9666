import { ApiError } from '#shared/errors.ts'
import type { Run } from '#shared/run.ts'
import { storageFaultOf } from '#main/store/storage-fault.ts'
import type { Store } from '#main/store/store.ts'
import { partsOf } from './parts-of.ts'

/**
 * Reads runs that were just stored. A storage fault becomes a refusal, because a call that meets a fault is
 * tried again as a whole and would store them twice.
 */
function readStored(store: Store, runIds: readonly number[]): Run[] {
  try {
    return store.runs.these(runIds)
  } catch (error) {
    const fault = storageFaultOf(error)
    if (fault === null) throw error
    throw new ApiError(
      'storage',
      `The change is stored, but its runs cannot be read: ${fault.problem}. Reload to see them.`,
      { cause: error },
    )
  }
}

interface Announcement {
  /** Called after the first part. */
  readonly begun?: () => void
  /** Whether the work can end because nobody listens any more. */
  readonly isOver?: () => boolean
}

/** Publishes runs as they are stored. Runs that no longer exist are left out. */
export async function announceRuns(
  store: Store,
  runIds: readonly number[],
  changed: (run: Run) => void,
  { begun, isOver = () => false }: Announcement = {},
): Promise<void> {
  let isFirst = true
  for await (const part of partsOf(runIds)) {
    if (isOver()) return
    readStored(store, part).toReversed().forEach(changed)
    if (isFirst) begun?.()
    isFirst = false
  }
}

/** Returns the runs as they are stored, in this order. Runs that no longer exist are left out. */
export async function readRuns(store: Store, runIds: readonly number[]): Promise<Run[]> {
  const runs: Run[] = []
  for await (const part of partsOf(runIds)) {
    const found = new Map(readStored(store, part).map((run) => [run.id, run]))
    runs.push(...part.flatMap((runId) => found.get(runId) ?? []))
  }
  return runs
}
