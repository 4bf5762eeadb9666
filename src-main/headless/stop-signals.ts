/** A second signal sooner than this is the same key press: npm passes on what the terminal sent too. */
const SAME_PRESS_MS = 300
const ABORTED = 130

/** Calls `stop` at the first Ctrl-C or SIGTERM and ends the process at the second; returns the way back. */
export function onStopSignal(stop: () => void): () => void {
  let stoppedAt: number | undefined
  const listener = () => {
    const now = performance.now()
    if (stoppedAt === undefined) {
      stoppedAt = now
      stop()
    } else if (now - stoppedAt > SAME_PRESS_MS) {
      process.exit(ABORTED)
    }
  }
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const signal of signals) process.on(signal, listener)
  return () => {
    for (const signal of signals) process.off(signal, listener)
  }
}
