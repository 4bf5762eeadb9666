import { onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter, type Ref } from 'vue'
import type { GaugeReport } from '#shared/score-gauge.ts'
import { useClient } from '#renderer/client.ts'
import { useRunsStore } from '#renderer/stores/runs.ts'
import { createPaced } from './paced.ts'

const PACE = { intervalMs: 1000, ratio: 20 }

/** How a run's score gauge does, asked for again as the run advances; null: not known yet. */
export function useScoreGauge(runId: MaybeRefOrGetter<number>): Readonly<Ref<GaugeReport | null>> {
  const client = useClient()
  const store = useRunsStore()
  const report = shallowRef<GaugeReport | null>(null)

  const loading = createPaced(async () => {
    const asked = toValue(runId)
    try {
      const answer = await client.call('runs.scoreGauge', { runId: asked })
      if (asked === toValue(runId)) report.value = answer
    } catch {
      // The page's curves tell what is wrong, and the light goes out.
      if (asked === toValue(runId)) report.value = null
    }
  }, PACE)

  watch(
    () => toValue(runId),
    () => {
      report.value = null
      loading.askNow()
    },
    { immediate: true },
  )
  watch(
    () => {
      const run = store.byId(toValue(runId))
      return run && `${run.progress.updates} ${run.status}`
    },
    () => loading.ask(),
  )
  const stopListening = client.onReconnect(() => loading.ask())
  onScopeDispose(() => {
    stopListening()
    loading.stop()
  })
  return report
}
