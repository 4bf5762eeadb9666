import { setImmediate } from 'node:timers/promises'

/** How long other calls wait at most for a slice. */
const SLICE_MS = 15

/** Does work that yields after every small step, and lets other work come between its slices. */
export async function inSlices<T>(
  steps: Generator<unknown, T, void>,
  signal?: AbortSignal,
): Promise<T> {
  for (;;) {
    signal?.throwIfAborted()
    const until = performance.now() + SLICE_MS
    do {
      const step = steps.next()
      if (step.done) return step.value
    } while (performance.now() < until)
    await setImmediate()
  }
}
