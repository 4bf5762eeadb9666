import { setImmediate } from 'node:timers/promises'

/** The longest that other calls wait for a slice. */
const SLICE_MS = 15

/** Does work that yields after every small step, in slices with other work between them. */
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
