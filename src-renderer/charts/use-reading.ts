import type { Chart } from 'chart.js'
import { computed, shallowRef, watch } from 'vue'
import type { ChartLine } from './chart-data.ts'
import { linkedValues, type LinkedValue } from './linked-reading.ts'

/** So near a line's end, in pixels, it still has a value. */
const REACH = 12
/** Steps by keys from one side of a chart to the other. */
const STEPS = 50

type Drawn = Pick<Chart, 'chartArea' | 'scales'>

/** Where a chart is read and what its lines hold there, in pixels of the chart. */
export interface ShownReading {
  readonly x: number
  readonly left: number
  readonly top: number
  readonly height: number
  /** Whether there is more room on the left. */
  readonly isLeft: boolean
  readonly values: readonly LinkedValue[]
  /** Whether it is read here by keys, and not because another chart is. */
  readonly isOwn: boolean
}

/** Reads a chart: by the pointer, by keys, or where another chart of the page is read. */
export function useReading(
  chartOf: () => Drawn | undefined,
  lines: () => readonly ChartLine[],
  linkedAt: () => number | null,
  tell: (x: number | null) => void,
) {
  const own = shallowRef<number | null>(null)
  const at = computed(() => own.value ?? linkedAt())
  const reading = shallowRef<ShownReading | null>(null)

  watch([at, lines], () => {
    const [drawn, x] = [chartOf(), at.value]
    reading.value = drawn && x !== null ? readAt(drawn, x) : null
  })

  function readAt({ chartArea, scales }: Drawn, x: number): ShownReading | null {
    const { left, right, top, bottom } = chartArea
    const scale = scales['x']!
    const place = scale.getPixelForValue(x)
    if (!(place >= left && place <= right)) return null
    const reach = Math.abs(scale.getValueForPixel(place + REACH)! - x)
    return {
      ...{ x, left: place, top, height: bottom - top, isLeft: place > (left + right) / 2 },
      values: linkedValues(lines(), x, reach),
      isOwn: own.value !== null,
    }
  }

  function onMove(event: PointerEvent) {
    const drawn = chartOf()
    if (!drawn) return
    own.value = null
    const x = event.clientX - (event.currentTarget as HTMLElement).getBoundingClientRect().left
    const { left, right } = drawn.chartArea
    tell(x >= left && x <= right ? drawn.scales['x']!.getValueForPixel(x)! : null)
  }
  function leave() {
    own.value = null
    tell(null)
  }
  /** Reads one step further; begins at the side the step leads away from. */
  function step(by: -1 | 1) {
    const drawn = chartOf()
    if (!drawn) return
    const { left, right } = drawn.chartArea
    const scale = drawn.scales['x']!
    const from = own.value === null ? (by > 0 ? left : right) : scale.getPixelForValue(own.value)
    const to = Math.min(right, Math.max(left, from + (by * (right - left)) / STEPS))
    own.value = scale.getValueForPixel(to)!
    tell(own.value)
  }
  return { reading, onMove, leave, step }
}
