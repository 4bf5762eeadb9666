import { yOf, type ParallelLayout } from './parallel-layout.ts'

/** How lines of runs are drawn. */
export interface LineStyle {
  readonly colorOf: (run: number) => string
  readonly opacity: number
  readonly width: number
}

/** So many pieces of lines are drawn at a time; more would hold up a frame. */
const PIECES_AT_ONCE = 1500

/** Draws the lines of these runs, pausing (a yield) every so many pieces. */
export function* drawLines(
  context: CanvasRenderingContext2D,
  layout: ParallelLayout,
  shares: readonly (readonly number[])[],
  runs: readonly number[],
  { colorOf, opacity, width }: LineStyle,
): Generator<void> {
  context.lineJoin = 'round'
  context.lineWidth = width
  context.globalAlpha = opacity
  let pieces = 0
  for (const run of runs) {
    const line = shares[run]!
    context.strokeStyle = colorOf(run)
    context.beginPath()
    for (const [a, share] of line.entries()) {
      if (a === 0) context.moveTo(layout.xs[a]!, yOf(layout, share))
      else context.lineTo(layout.xs[a]!, yOf(layout, share))
    }
    context.stroke()
    pieces += line.length
    if (pieces >= PIECES_AT_ONCE) {
      pieces = 0
      yield
    }
  }
  context.globalAlpha = 1
}

/** More lines, fainter ones: what lies under all of them must stay legible. */
export const crowdOpacity = (lines: number): number =>
  Math.max(0.25, Math.min(0.85, 12 / Math.sqrt(lines || 1)))
