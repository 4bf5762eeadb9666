import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { BrowserWindow, Rectangle } from 'electron'
import * as z from 'zod'

const bounds = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
})
const windowStateSchema = z.strictObject({ bounds, isMaximized: z.boolean() })

/** Where a window was when it was last closed. */
export type WindowState = z.infer<typeof windowStateSchema>

export const minimumSize = { width: 900, height: 600 } as const
const defaultSize = { width: 1360, height: 860 } as const
/** How much of a window must lie on a display for it to be found and moved, in pixels. */
const VISIBLE = 100

/** The kept state; null when there is none that can be read: the window then opens in the middle. */
export function readWindowState(file: string): WindowState | null {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

export function keepWindowState(window: BrowserWindow, file: string): void {
  window.on('close', () => {
    const state: WindowState = {
      bounds: window.getNormalBounds(),
      isMaximized: window.isMaximized(),
    }
    try {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, JSON.stringify(state))
    } catch {
      // A place that cannot be remembered is no reason to keep the window from closing.
    }
  })
}

const overlap = (startA: number, lengthA: number, startB: number, lengthB: number) =>
  Math.min(startA + lengthA, startB + lengthB) - Math.max(startA, startB)

/** Where to open the window: as it was, when one of the displays of today still shows enough of it. */
export function initialBounds(
  state: WindowState | null,
  workAreas: readonly Rectangle[],
): { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number } {
  if (!state) return defaultSize
  const { x, y, width, height } = state.bounds
  const size = {
    width: Math.max(width, minimumSize.width),
    height: Math.max(height, minimumSize.height),
  }
  const isVisible = workAreas.some(
    (area) =>
      overlap(x, width, area.x, area.width) >= VISIBLE &&
      overlap(y, height, area.y, area.height) >= VISIBLE &&
      y >= area.y,
  )
  return isVisible ? { ...size, x, y } : size
}
