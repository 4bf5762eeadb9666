import { onScopeDispose, watch } from 'vue'

/** A page in the background gets no frames: the time it missed is not made up for. */
const LONGEST_FRAME_MS = 100

/** Tells at every animation frame how much time went by, while `isMoving` and until the calling scope ends. */
export function useTicks(isMoving: () => boolean, tick: (elapsedMs: number) => void): void {
  let animationFrame = 0

  function animate() {
    let last = performance.now()
    const next = (now: number) => {
      const elapsedMs = Math.min(LONGEST_FRAME_MS, Math.max(0, now - last))
      last = now
      animationFrame = requestAnimationFrame(next)
      tick(elapsedMs)
    }
    animationFrame = requestAnimationFrame(next)
  }

  watch(
    isMoving,
    (moves) => {
      cancelAnimationFrame(animationFrame)
      if (moves) animate()
    },
    { immediate: true },
  )
  onScopeDispose(() => cancelAnimationFrame(animationFrame))
}
