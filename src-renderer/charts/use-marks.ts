import type { Chart } from 'chart.js'
import { shallowRef } from 'vue'
import type { FigureMark } from '#shared/figure/figure.ts'

/** A mark and where it is drawn, in pixels of the chart. */
export interface PlacedMark extends FigureMark {
  readonly left: number
  readonly top: number
  readonly height: number
}

const isSame = (a: PlacedMark, b: PlacedMark | undefined) =>
  b !== undefined && (Object.keys(a) as (keyof PlacedMark)[]).every((key) => a[key] === b[key])

/** The marks a chart shows; `place` is to be called whenever it was drawn. */
export function useMarks(marks: () => readonly FigureMark[]) {
  const placed = shallowRef<readonly PlacedMark[]>([])

  function place({ chartArea, scales }: Pick<Chart, 'chartArea' | 'scales'>): void {
    const { left, right, top, bottom } = chartArea
    const found = marks().flatMap((mark) => {
      const x = scales['x']!.getPixelForValue(mark.x)
      return x >= left && x <= right ? [{ ...mark, left: x, top, height: bottom - top }] : []
    })
    const isUnchanged =
      found.length === placed.value.length &&
      found.every((mark, i) => isSame(mark, placed.value[i]))
    // A chart is drawn at every move of the pointer.
    if (!isUnchanged) placed.value = found
  }
  return { placed, place }
}
