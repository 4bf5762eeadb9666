import { useElementVisibility } from '@vueuse/core'
import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
  type ChartConfiguration,
  type Plugin,
} from 'chart.js'
import { onBeforeUnmount, onMounted, watch, type ShallowRef } from 'vue'
import { readingLine } from './chart-options.ts'

Chart.register(
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
)

/** Loaded when a page first shows such a sign, which a canvas does not count as. */
const SIGNS_FONT = '11px "Mathematical Signs"'

interface Place {
  readonly x: number
  readonly y: number
}

/**
 * A chart of lines on a canvas of the calling component, drawn again when one of `changes`
 * does: however many values change, once a frame, and only where it is seen. `onDrawn` is told each time.
 *
 * Chart.js follows the size of the box around the canvas, which has to be positioned absolutely: a box
 * that grew with the canvas would never shrink again.
 */
export function useChart<Point extends Place>(
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>,
  content: () => Pick<ChartConfiguration<'line', Point[]>, 'data' | 'options'>,
  changes: () => readonly unknown[],
  onDrawn: (chart: Chart<'line', Point[]>) => void = () => undefined,
): () => Chart<'line', Point[]> | undefined {
  // Not a ref: Chart.js breaks when Vue wraps it in a proxy.
  let chart: Chart<'line', Point[]> | undefined
  let plannedFrame = 0
  let isBehind = false
  const isSeen = useElementVisibility(canvas)

  function draw() {
    plannedFrame = 0
    isBehind = !isSeen.value
    if (!chart || isBehind) return
    Object.assign(chart, content())
    chart.update('none')
  }

  onMounted(() => {
    if (!canvas.value) return
    // As the page does: not every font has the signs of mathematics.
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily
    const drawn: Plugin<'line'> = {
      id: 'drawn',
      afterRender: (chart) => onDrawn(chart as Chart<'line', Point[]>),
    }
    chart = new Chart(canvas.value, { type: 'line', plugins: [readingLine, drawn], ...content() })
    // Where it does not come, as from a program that has ended, the text has another face.
    document.fonts?.load(SIGNS_FONT, '‖∇').then(draw, () => undefined)
  })
  watch(changes, () => {
    plannedFrame ||= requestAnimationFrame(draw)
  })
  watch(isSeen, () => {
    if (isBehind) draw()
  })
  onBeforeUnmount(() => {
    cancelAnimationFrame(plannedFrame)
    chart?.destroy()
    chart = undefined
  })
  return () => chart
}
