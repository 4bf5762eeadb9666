import type { Chart } from 'chart.js'
import { useSelection } from './use-selection.ts'
import { keyAction, readingKey, type ZoomAction } from './zoom.ts'

const attributes = {
  role: 'group',
  tabindex: 0,
  'aria-label': 'Read and zoom along the horizontal axis',
  'aria-keyshortcuts': '+ - ArrowLeft ArrowRight Shift+ArrowLeft Shift+ArrowRight 0 Escape',
}

interface Hands {
  zoom(action: ZoomAction): void
  /** Reads one step further. */
  step(by: -1 | 1): void
  /** Nobody reads any more. */
  leave(): void
}

/** Zooms a chart along x, by dragging and by keys: what to bind to the box around its canvas. */
export function useZooming(
  chartOf: () => Pick<Chart, 'chartArea' | 'scales'> | undefined,
  { zoom, step, leave }: Hands,
) {
  const selection = useSelection(chartOf, (range) => zoom({ kind: 'select', range }))
  const listeners = {
    ...selection.listeners,
    dblclick: () => zoom({ kind: 'reset' }),
    keydown(event: KeyboardEvent) {
      if (event.key === 'Escape' && selection.box.value) return selection.cancel()
      const by = readingKey(event)
      const action = keyAction(event)
      if (!by && !action) return
      event.preventDefault()
      // The page has keys of its own.
      event.stopPropagation()
      if (by) step(by)
      else zoom(action!)
    },
    blur: leave,
  }
  return { box: selection.box, attributes, listeners }
}
