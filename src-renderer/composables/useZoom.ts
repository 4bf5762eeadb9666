import { computed, reactive, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { HorizontalAxis } from '#shared/metrics.ts'
import type { Run } from '#shared/run.ts'
import type { ScaleKind } from '#shared/figure/figure.ts'
import { zoomed, type Zoom, type ZoomAction } from '#renderer/charts/zoom.ts'

/** A chart that is read at a place, in the contract's unit. */
export interface Reading {
  readonly x: number
  readonly source: symbol
}

/** What all charts of a page that stand against one axis show of it, and how they do. */
export interface PageZoom {
  readonly range: Zoom
  /** How far the axis goes, in the contract's unit. */
  readonly most: number
  readonly xScale: ScaleKind
  readonly yScale: ScaleKind
  flip(axis: 'xScale' | 'yScale'): void
  apply(action: ZoomAction): void
  /** Where the pointer reads one of the charts, for the others to show what they hold there. */
  readonly reading: Reading | null
  read(reading: Reading | null): void
}

/** One zoom for the page of these runs; another axis begins without it. */
export function useZoom(
  runs: MaybeRefOrGetter<readonly Run[]>,
  x: MaybeRefOrGetter<HorizontalAxis>,
): PageZoom {
  const range = shallowRef<Zoom>(null)
  const xScale = shallowRef<ScaleKind>('linear')
  const yScale = shallowRef<ScaleKind>('linear')
  const most = computed(() =>
    Math.max(0, ...toValue(runs).map(({ progress }) => progress[toValue(x)])),
  )
  watch(
    () => toValue(x),
    () => {
      range.value = null
      reading.value = null
    },
    { flush: 'sync' },
  )
  const apply = (action: ZoomAction) => {
    range.value = zoomed(range.value, action, most.value)
  }
  const flip = (axis: 'xScale' | 'yScale') => {
    const scale = axis === 'xScale' ? xScale : yScale
    scale.value = scale.value === 'linear' ? 'logarithmic' : 'linear'
  }
  const reading = shallowRef<Reading | null>(null)
  const read = (at: Reading | null) => {
    reading.value = at
  }
  return reactive({ range, most, xScale, yScale, flip, apply, reading, read })
}
