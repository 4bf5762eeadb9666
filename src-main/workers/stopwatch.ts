/** Training time: pauses left out. Runs from its creation, on from `before` ms. */
export interface Stopwatch {
  elapsedMs(): number
  isPaused(): boolean
  pause(): void
  resume(): void
  /** Subtracts time in which nothing was trained. */
  leaveOut(durationMs: number): void
}

export function createStopwatch(
  before = 0,
  now: () => number = () => performance.now(),
): Stopwatch {
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
    leaveOut(durationMs) {
      before -= durationMs
    },
  }
}
