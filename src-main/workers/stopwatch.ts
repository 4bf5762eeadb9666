/** Training time: pauses left out. Runs from its creation. */
export interface Stopwatch {
  elapsedMs(): number
  isPaused(): boolean
  pause(): void
  resume(): void
}

export function createStopwatch(now: () => number = () => performance.now()): Stopwatch {
  let before = 0
  let since: number | null = now()
  return {
    elapsedMs: () => before + (since === null ? 0 : now() - since),
    isPaused: () => since === null,
    pause() {
      before = this.elapsedMs()
      since = null
    },
    resume() {
      since ??= now()
    },
  }
}
