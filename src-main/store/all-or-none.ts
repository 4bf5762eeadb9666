import { ApiError } from '#shared/errors.ts'
import type { Steps, StoreInParts } from './parts.ts'

/** Things that are changed at a time. */
const AT_ONCE = 20

interface Change<T, Before> {
  /** Throws what `change` would throw. */
  check?(some: readonly T[]): void
  /** Changes some of them. Returns what `undo` needs to bring back what they were. */
  change(some: readonly T[]): Before
  undo(before: Before): void
}

/**
 * Changes many things in short transactions: all of them, or none. Returns what they were. If one cannot be
 * changed, those before it become what they were again. The caller publishes when all are changed.
 */
export async function allOrNone<T, Before>(
  storeInParts: StoreInParts,
  all: readonly T[],
  { check, change, undo }: Change<T, Before>,
): Promise<readonly Before[]> {
  const before: Before[] = []

  function* changing(): Steps<void> {
    if (check) for (const some of chunksOf(all)) yield (check(some), 0)
    for (const some of chunksOf(all)) yield (before.push(change(some)), 0)
  }
  function* undoing(): Steps<void> {
    for (const each of before.toReversed()) yield (undo(each), 0)
  }

  try {
    await storeInParts(changing())
  } catch (error) {
    try {
      // SQLite has already undone the transaction that failed; undoing it again changes nothing.
      await storeInParts(undoing())
    } catch (cause) {
      throw new ApiError(
        'storage',
        `A part of the change was stored before this, and could not be undone: ${messageOf(error)}`,
        { cause },
      )
    }
    throw error
  }
  return before
}

function* chunksOf<T>(all: readonly T[]): Generator<readonly T[], void, void> {
  for (let from = 0; from < all.length; from += AT_ONCE) yield all.slice(from, from + AT_ONCE)
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
