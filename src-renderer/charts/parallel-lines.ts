import { yOf, type ParallelLayout } from './parallel-layout.ts'

/** How lines of runs are drawn. */
export interface LineStyle {
  readonly colorOf: (run: number) => string
  readonly opacity: number
  readonly width: number
}

/** So many pieces of hairlines are drawn at a time; more would hold up a frame. */
const PIECES_AT_ONCE = 4000
/** Wider lines are areas: without a graphics card they take so many times as long. */
const COST_OF_AREA = 8
/** Width of the thinnest line that is whole. */
const HAIRLINE = 1

/** The line of each run. */
export const linePaths = (
  layout: ParallelLayout,
  shares: readonly (readonly number[])[],
): Path2D[] =>
  shares.map((line) => {
    const path = new Path2D()
    for (const [a, share] of line.entries()) path.lineTo(layout.xs[a]!, yOf(layout, share))
    return path
  })

/** Draws the lines of these runs, pausing (a yield) every so many pieces. */
export function* drawLines(
  context: CanvasRenderingContext2D,
  { paths, axes }: { readonly paths: readonly Path2D[]; readonly axes: number },
  runs: readonly number[],
  { colorOf, opacity, width }: LineStyle,
): Generator<void> {
  context.lineJoin = 'round'
  context.lineWidth = width
  context.globalAlpha = opacity
  const most = width > HAIRLINE ? PIECES_AT_ONCE / COST_OF_AREA : PIECES_AT_ONCE
  let pieces = 0
  for (const run of runs) {
    context.strokeStyle = colorOf(run)
    context.stroke(paths[run]!)
    pieces += axes
    if (pieces >= most) {
      pieces = 0
      yield
    }
  }
  context.globalAlpha = 1
}

/** Among many lines a wider one tells no more, and costs far more. */
export const crowdWidth = (lines: number): number => (lines > 100 ? HAIRLINE : 1.5)

/** More lines, fainter ones: what lies under all of them must stay legible. */
export const crowdOpacity = (lines: number): number =>
  Math.max(0.25, Math.min(0.85, 12 / Math.sqrt(lines || 1)))
