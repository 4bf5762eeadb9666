import { computed, reactive, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { HorizontalAxis } from '#shared/metrics.ts'
import type { Run } from '#shared/run.ts'
import type { ScaleKind } from '#shared/figure/figure.ts'
import { zoomed, type Zoom, type ZoomAction } from '#renderer/charts/zoom.ts'

/** What all charts of a page that stand against one axis show of it, and how they do. */
export interface PageZoom {
  readonly range: Zoom
  /** How far the axis goes, in the contract's unit. */
  readonly most: number
  readonly xScale: ScaleKind
  readonly yScale: ScaleKind
  flip(axis: 'xScale' | 'yScale'): void
  apply(action: ZoomAction): void
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
    () => (range.value = null),
    { flush: 'sync' },
  )
  const apply = (action: ZoomAction) => {
    range.value = zoomed(range.value, action, most.value)
  }
  const flip = (axis: 'xScale' | 'yScale') => {
    const scale = axis === 'xScale' ? xScale : yScale
    scale.value = scale.value === 'linear' ? 'logarithmic' : 'linear'
  }
  return reactive({ range, most, xScale, yScale, flip, apply })
}
