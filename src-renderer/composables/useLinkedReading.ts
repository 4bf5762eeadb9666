import { computed, type ComputedRef } from 'vue'
import type { PageZoom } from './useZoom.ts'

/** Ties what is read from one chart to the others of its page; `scale` is that of its axis' unit. */
export function useLinkedReading(
  zoom: () => PageZoom | null,
  scale: () => number,
): {
  /** Where another chart is read, in this one's unit; null: none is. */
  readonly linkedAt: ComputedRef<number | null>
  readonly onRead: (x: number | null) => void
} {
  const source = Symbol()
  return {
    linkedAt: computed(() => {
      const reading = zoom()?.reading
      return reading && reading.source !== source ? reading.x * scale() : null
    }),
    onRead: (x) => zoom()?.read(x === null ? null : { x: x / scale(), source }),
  }
}
