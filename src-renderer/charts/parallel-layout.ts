import type { DimensionAxis } from '#shared/figure/dimension.ts'
import { NO_VALUE, passes } from '#shared/figure/parallel-figure.ts'
import { isWithinBrush, type Brushes } from '#renderer/compare/sweep-settings.ts'

/** Where the axes of parallel coordinates lie in a box, in pixels. */
export interface ParallelLayout {
  readonly xs: readonly number[]
  readonly top: number
  readonly bottom: number
  /** Between two axes. */
  readonly spacing: number
}

const MARGIN = { top: 58, bottom: 30, side: 72 } as const

export function parallelLayout(axes: number, width: number, height: number): ParallelLayout {
  const side = Math.min(MARGIN.side, width / 8)
  const spacing = axes > 1 ? (width - 2 * side) / (axes - 1) : width - 2 * side
  return {
    xs: Array.from({ length: axes }, (_, a) => (axes === 1 ? width / 2 : side + a * spacing)),
    top: MARGIN.top,
    bottom: Math.max(MARGIN.top + 1, height - MARGIN.bottom),
    spacing,
  }
}

export const yOf = ({ top, bottom }: ParallelLayout, share: number): number =>
  bottom - share * (bottom - top)

export const shareAt = ({ top, bottom }: ParallelLayout, y: number): number =>
  Math.min(1, Math.max(NO_VALUE - 0.02, (bottom - y) / (bottom - top)))

/** For each run, where it passes each axis. */
export const parallelShares = (axes: readonly DimensionAxis[], runs: number): number[][] =>
  Array.from({ length: runs }, (_, run) => axes.map((axis) => passes(axis, run)))

/** Whether a run passes within every brush. */
export const isWithinBrushes = (
  axes: readonly DimensionAxis[],
  shares: readonly number[],
  brushes: Brushes,
): boolean =>
  axes.every(({ dimension }, a) => {
    const brush = brushes[dimension.key]
    return !brush || isWithinBrush(shares[a]!, brush)
  })

/** The run whose line is nearest to a place, within `reach` pixels; −1: none. */
export function nearestLine(
  layout: ParallelLayout,
  shares: readonly (readonly number[])[],
  isShown: (run: number) => boolean,
  { x, y }: { readonly x: number; readonly y: number },
  reach: number,
): number {
  const { xs, spacing } = layout
  const left = Math.min(xs.length - 2, Math.max(0, Math.floor((x - xs[0]!) / spacing)))
  let [nearest, least] = [-1, reach]
  for (const [run, at] of shares.entries()) {
    if (!isShown(run)) continue
    const from = at[Math.max(0, left)]!
    const to = at[Math.max(0, left) + 1] ?? from
    const along = Math.min(1, Math.max(0, (x - xs[Math.max(0, left)]!) / spacing))
    const distance = Math.abs(yOf(layout, from + along * (to - from)) - y)
    if (distance < least) [nearest, least] = [run, distance]
  }
  return nearest
}

/** Which axis has its place nearest to `x`. */
export const axisPlaceAt = ({ xs, spacing }: ParallelLayout, x: number): number =>
  Math.min(xs.length - 1, Math.max(0, Math.round((x - xs[0]!) / spacing)))
