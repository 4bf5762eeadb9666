import { onScopeDispose, reactive, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { Curve } from '#shared/curve.ts'
import type { HorizontalAxis, Metric } from '#shared/metrics.ts'
import { useClient } from '#renderer/client.ts'
import { messageOf } from '#renderer/format/message-of.ts'
import { useRunsStore } from '#renderer/stores/runs.ts'
import { createPaced } from './paced.ts'

const PACE = { intervalMs: 400, ratio: 10 }

/** A curve on its way to a chart. */
export interface LiveCurve {
  /** Null until the first answer. */
  readonly curve: Curve | null
  readonly error: string | null
  reload(): void
}

/** A run's curve, asked for again as the run advances, until the calling scope ends. */
export function useCurve(
  runId: MaybeRefOrGetter<number>,
  metric: MaybeRefOrGetter<Metric>,
  x: MaybeRefOrGetter<HorizontalAxis>,
  maxPoints = 600,
): LiveCurve {
  const client = useClient()
  const store = useRunsStore()
  const curve = shallowRef<Curve | null>(null)
  const error = shallowRef<string | null>(null)

  const question = () => ({ runId: toValue(runId), metric: toValue(metric), x: toValue(x) })
  const isStillAsked = (asked: ReturnType<typeof question>) => {
    const now = question()
    return now.runId === asked.runId && now.metric === asked.metric && now.x === asked.x
  }

  const loading = createPaced(async () => {
    const asked = question()
    try {
      const answer = await client.call('runs.curve', { ...asked, maxPoints })
      if (!isStillAsked(asked)) return
      curve.value = answer
      error.value = null
    } catch (failure) {
      if (isStillAsked(asked)) error.value = messageOf(failure)
    }
  }, PACE)

  watch(
    () => Object.values(question()).join(),
    () => {
      curve.value = null
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
  return reactive({ curve, error, reload: loading.askNow })
}
