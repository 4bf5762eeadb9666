/** How long a thread works before it looks for messages. */
const SLICE_MS = 20

/** Runs generators in slices, between which messages are received. */
export function createSlices() {
  let isStopped = false
  const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

  return {
    /** Returns the generator's result; rejects once `stop` was called. */
    async finish<Result>(working: Generator<unknown, Result>): Promise<Result> {
      let since = performance.now()
      for (let next = working.next(); ; next = working.next()) {
        if (next.done) return next.value
        if (performance.now() - since < SLICE_MS) continue
        await nextTurn()
        if (isStopped) {
          // Lets it free what it holds of its engine.
          working.return(undefined as Result)
          throw new Error('The thread was told to stop')
        }
        since = performance.now()
      }
    },
    stop: (): void => void (isStopped = true),
  }
}
