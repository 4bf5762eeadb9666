import { computed, reactive, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { Range } from '#shared/figure/range.ts'
import { isHorizontalAxis, type HorizontalAxis, type Metric } from '#shared/metrics.ts'
import type { Run } from '#shared/run.ts'
import type { ScaleKind } from '#shared/figure/range.ts'
import type { Moment } from '#renderer/charts/moment.ts'
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
  /** From where to where, in the same unit: from 0 along training, else as far as the charts told. */
  readonly whole: Range
  /** Tells how far a chart goes along an axis that is a metric. */
  tell(range: Range): void
  readonly xScale: ScaleKind
  readonly yScale: ScaleKind
  flip(axis: 'xScale' | 'yScale'): void
  apply(action: ZoomAction): void
  /** Where the pointer reads one of the charts, for the others to show what they hold there. */
  readonly reading: Reading | null
  read(reading: Reading | null): void
  /** The same of charts against a metric: which moment of training. */
  readonly moment: Moment | null
  readMoment(moment: Moment | null): void
}

/** One zoom for the page of these runs; another axis begins without it. */
export function useZoom(
  runs: MaybeRefOrGetter<readonly Run[]>,
  x: MaybeRefOrGetter<HorizontalAxis | Metric>,
): PageZoom {
  const range = shallowRef<Zoom>(null)
  const xScale = shallowRef<ScaleKind>('linear')
  const yScale = shallowRef<ScaleKind>('linear')
  const told = shallowRef<Range>({ min: 0, max: 0 })
  const most = computed(() => {
    const axis = toValue(x)
    if (!isHorizontalAxis(axis)) return told.value.max
    return Math.max(0, ...toValue(runs).map(({ progress }) => progress[axis]))
  })
  const whole = computed(() =>
    isHorizontalAxis(toValue(x)) ? { min: 0, max: most.value } : told.value,
  )
  const tell = ({ min, max }: Range) => {
    const { min: least, max: largest } = told.value
    told.value =
      largest > least ? { min: Math.min(min, least), max: Math.max(max, largest) } : { min, max }
  }
  watch(
    () => toValue(x),
    () => {
      range.value = null
      reading.value = null
      moment.value = null
      told.value = { min: 0, max: 0 }
    },
    { flush: 'sync' },
  )
  const apply = (action: ZoomAction) => {
    range.value = zoomed(range.value, action, whole.value)
  }
  const flip = (axis: 'xScale' | 'yScale') => {
    const scale = axis === 'xScale' ? xScale : yScale
    scale.value = scale.value === 'linear' ? 'logarithmic' : 'linear'
  }
  const reading = shallowRef<Reading | null>(null)
  const read = (at: Reading | null) => {
    reading.value = at
  }
  const moment = shallowRef<Moment | null>(null)
  const readMoment = (at: Moment | null) => {
    moment.value = at
  }
  return reactive({
    ...{ range, most, whole, tell, xScale, yScale, flip, apply },
    ...{ reading, read, moment, readMoment },
  })
}
