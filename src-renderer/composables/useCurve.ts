import {
  computed,
  onScopeDispose,
  reactive,
  shallowRef,
  toValue,
  watch,
  type MaybeRefOrGetter,
} from 'vue'
import type { Curve, RunCurve } from '#shared/curve.ts'
import { smoothingWindows } from '#shared/figure/curve-series.ts'
import type { HorizontalAxis, Metric, Progress } from '#shared/metrics.ts'
import type { Zoom } from '#renderer/charts/zoom.ts'
import { useClient } from '#renderer/client.ts'
import { messageOf } from '#renderer/format/message-of.ts'
import { useRunsStore } from '#renderer/stores/runs.ts'
import { createPaced } from './paced.ts'

const PACE = { intervalMs: 400, ratio: 10 }
/** There are many small charts, in which less is seen to move. */
const SMALL_PACE = { intervalMs: 1000, ratio: 10 }
const SMALL_POINTS = 300

/** A curve on its way to a chart. */
export interface LiveCurve {
  /** Null until the first answer. */
  readonly curve: Curve | null
  /** The numbers of the run at the moment of the curve; null until the first answer. */
  readonly progress: Progress | null
  readonly error: string | null
  reload(): void
}

/** A run's curve, asked for again as the run advances, until the calling scope ends. */
export function useCurve(
  runId: MaybeRefOrGetter<number>,
  metric: MaybeRefOrGetter<Metric>,
  x: MaybeRefOrGetter<HorizontalAxis>,
  maxPoints = 600,
  /** Only this part, at its own resolution; null: all. */
  range: MaybeRefOrGetter<Zoom> = null,
): LiveCurve {
  const client = useClient()
  const store = useRunsStore()
  const curve = shallowRef<RunCurve | null>(null)
  const progress = computed(() => curve.value?.progress ?? null)
  const error = shallowRef<string | null>(null)

  const subject = () => ({ runId: toValue(runId), metric: toValue(metric), x: toValue(x) })
  const part = () => {
    const zoom = toValue(range)
    const before = smoothingWindows[toValue(metric)]
    return zoom ? { from: zoom.min, to: zoom.max, before } : {}
  }
  const question = () => ({ ...subject(), ...part() })
  const keyOf = (asked: object) => Object.values(asked).join()
  const isStillAsked = (asked: object) => keyOf(question()) === keyOf(asked)

  const loading = createPaced(
    async () => {
      const asked = question()
      try {
        const answer = await client.call('runs.curve', { ...asked, maxPoints })
        if (!isStillAsked(asked)) return
        curve.value = answer
        error.value = null
      } catch (failure) {
        if (isStillAsked(asked)) error.value = messageOf(failure)
      }
    },
    maxPoints > SMALL_POINTS ? PACE : SMALL_PACE,
  )

  let shown = ''
  watch(
    () => keyOf(question()),
    () => {
      const now = keyOf(subject())
      // Another part of the same curve: what is there stands in until the part comes.
      if (now !== shown) curve.value = null
      shown = now
      loading.askNow()
    },
    { immediate: true },
  )
  watch(
    () => {
      const run = store.byId(toValue(runId))
      return run && `${run.progress.episodes} ${run.progress.updates} ${run.status}`
    },
    () => loading.ask(),
  )
  const stopListening = client.onReconnect(() => loading.ask())

  onScopeDispose(() => {
    stopListening()
    loading.stop()
  })
  return reactive({ curve, progress, error, reload: loading.askNow })
}
