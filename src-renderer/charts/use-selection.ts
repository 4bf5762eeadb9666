import type { Chart } from 'chart.js'
import { shallowRef } from 'vue'
import type { Range } from '#shared/figure/range.ts'

/** Shorter drags are clicks. */
const LEAST_PIXELS = 5

export type Drawn = Pick<Chart, 'chartArea' | 'scales'>

/** What is dragged over along the horizontal axis of a chart, and told when it is let go. */
export function useSelection(chartOf: () => Drawn | undefined, select: (range: Range) => void) {
  /** Where the selection is drawn, as styles; null: there is none. */
  const box = shallowRef<Readonly<Record<string, string>> | null>(null)
  let start: number | null = null

  const placeOf = ({ clientX, currentTarget }: PointerEvent) =>
    clientX - (currentTarget as HTMLElement).getBoundingClientRect().left
  const cut = (x: number, { left, right }: Drawn['chartArea']) => Math.min(right, Math.max(left, x))

  function begin(event: PointerEvent) {
    const chart = chartOf()
    if (!chart || event.button !== 0) return
    const x = placeOf(event)
    if (x < chart.chartArea.left || x > chart.chartArea.right) return
    start = x
    ;(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
  }
  function move(event: PointerEvent) {
    const chart = chartOf()
    if (!chart || start === null) return
    const { chartArea } = chart
    const x = cut(placeOf(event), chartArea)
    if (Math.abs(x - start) < LEAST_PIXELS) {
      box.value = null
      return
    }
    box.value = {
      left: `${Math.min(x, start)}px`,
      width: `${Math.abs(x - start)}px`,
      top: `${chartArea.top}px`,
      height: `${chartArea.bottom - chartArea.top}px`,
    }
  }
  function end(event: PointerEvent) {
    const [chart, from] = [chartOf(), start]
    cancel()
    if (!chart || from === null) return
    const to = cut(placeOf(event), chart.chartArea)
    if (Math.abs(to - from) < LEAST_PIXELS) return
    const value = (x: number) => chart.scales['x']!.getValueForPixel(x)!
    select({ min: value(Math.min(from, to)), max: value(Math.max(from, to)) })
  }
  function cancel() {
    start = null
    box.value = null
  }
  return {
    box,
    cancel,
    listeners: { pointerdown: begin, pointermove: move, pointerup: end, pointercancel: cancel },
  }
}
