import type { Page } from 'playwright-core'

/** Of the page, whose names this program has not. */
declare function requestAnimationFrame(callback: (now: number) => void): number

/** How long a frame may take for motion to look smooth. */
export const FRAME_MS = 20

export interface Frames {
  readonly count: number
  /** Share of the intervals between animation frames that are shorter than `FRAME_MS`. */
  readonly shareInTime: number
  readonly medianMs: number
  readonly p95Ms: number
  readonly longestMs: number
}

/** Watches the animation frames of a page for so long. */
export async function measureFrames(page: Page, seconds: number): Promise<Frames> {
  const intervals = await page.evaluate(
    (durationMs) =>
      new Promise<number[]>((resolve) => {
        const found: number[] = []
        let before = performance.now()
        const end = before + durationMs
        const next = (now: number) => {
          found.push(now - before)
          before = now
          if (now < end) requestAnimationFrame(next)
          else resolve(found.slice(1))
        }
        requestAnimationFrame(next)
      }),
    1000 * seconds,
  )
  const sorted = intervals.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
  return {
    count: sorted.length,
    shareInTime: sorted.filter((ms) => ms < FRAME_MS).length / sorted.length,
    medianMs: at(0.5),
    p95Ms: at(0.95),
    longestMs: sorted.at(-1)!,
  }
}
