import { setImmediate } from 'node:timers/promises'

/** Between two looks at what else there is to do. */
const SLICE_MS = 10

/** Runs long work to its end and lets messages, batches of runs and other calls in between. */
export async function inSlices<T>(work: Generator<void, T>): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE_MS
    do {
      const step = work.next()
      if (step.done) return step.value
    } while (performance.now() < until)
    await setImmediate()
  }
}
